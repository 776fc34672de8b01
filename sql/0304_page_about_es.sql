INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (3, 1, 'es', 1, 'Acerca de la red',
'La migración une lugares. Una ciudad de la que la gente parte y otra a la que llega suelen tener cada una la mitad de la respuesta: cómo planificar para personas que van y vienen, cómo ahorran e invierten las familias, cómo vuelve a empezar quien regresa. M4D Net acerca los dos extremos: municipios y regiones, asociaciones de migrantes y de la diáspora, otras organizaciones de la sociedad civil, universidades, organismos de las Naciones Unidas y sus socios.

## Qué encontrará aquí

- **Una biblioteca** de guías, módulos de formación, estudios de caso y declaraciones. La lectura y la descarga son gratuitas y no exigen una cuenta. Cada ficha indica los idiomas y el tamaño de los archivos antes de descargarlos, y la búsqueda también mira dentro de los archivos y lleva a la página.
- **La membresía**, gratuita, para quien trabaje o investigue en este ámbito. Los miembros proponen publicaciones para la biblioteca; un editor lee cada propuesta y explica los motivos de su decisión.

## De dónde viene

En 2008 la Comisión Europea y las Naciones Unidas pusieron en marcha la Iniciativa Conjunta de Migración y Desarrollo (ICMD). Su primera fase llevó a cabo 51 proyectos en 16 países, cada uno con socios en los dos extremos de una ruta migratoria. La red creció a su alrededor, para que lo que funciona en un lugar llegue al siguiente.

La segunda fase se desarrolló de 2013 a 2017 con fondos de la Unión Europea y de la Agencia Suiza para el Desarrollo y la Cooperación. El PNUD la dirigió junto con la OIM, la OIT y su centro de formación, el ACNUR, el UNFPA, el UNITAR y ONU Mujeres. Trabajó con autoridades locales de ocho países: Costa Rica, Ecuador, El Salvador, Filipinas, Marruecos, Nepal, Senegal y Túnez. Los módulos de formación, las directrices y los estudios de caso de aquellos años son el núcleo de la biblioteca.

En esos mismos años, alcaldes y alcaldesas se reunieron cada año en el Foro de Alcaldes sobre Movilidad Humana, Migración y Desarrollo: en Barcelona en 2014, después en Quito, Ciudad Quezón y Berlín, y en Marrakech en 2018. Sus declaraciones también están en la biblioteca.

## Cómo trabajamos

- **Tres idiomas.** El sitio habla español, francés e inglés. Cuando un texto existe en un solo idioma, lo decimos en lugar de ocultarlo.
- **Líneas lentas y aparatos antiguos.** Las páginas son ligeras y funcionan sin scripts, para que una oficina al final de una red móvil reciba el mismo servicio que otra en una capital.
- **Fuentes.** Cada ficha de la biblioteca indica de dónde proceden sus datos y conserva su dirección para siempre, de modo que se puede citar.

## Participe

[Únase a la red](/es/join), [busque en la biblioteca](/es/resources) o escriba a la secretaría a la dirección que figura al pie de cada página.')

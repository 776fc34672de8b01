INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (9, 3, 'es', 7, 'Accesibilidad',
'Cualquier persona que trabaje en migración y desarrollo debe poder usar este sitio: con lector de pantalla, solo con el teclado, en un teléfono pequeño o antiguo, con letra grande o con una línea que se corta.

## Nuestro objetivo

El sitio está hecho para cumplir las Pautas de Accesibilidad para el Contenido Web (WCAG) 2.2, nivel AA. Comprobaciones automáticas recorren sus páginas con cada cambio, con aspecto claro y oscuro y con el ancho de un teléfono pequeño. Los recorridos también se prueban solo con el teclado y sin scripts.

## Con qué puede contar

- Todas las funciones se pueden usar con el teclado, y siempre se ve dónde está.
- Nada exige un script, un ratón o un navegador concreto.
- El texto se puede ampliar cuatro veces sin desplazamiento horizontal.
- El aspecto sigue el ajuste de su dispositivo, claro u oscuro, y reduce el movimiento si así lo pide.
- Los formularios conservan lo que escribió, dicen qué hay que corregir y le llevan al campo.
- Un estado nunca se indica solo con el color.
- Cada página declara su idioma y señala los textos que están en otro.

## Lo que aún falta

- **Los archivos de la biblioteca** fueron hechos por muchas editoriales durante muchos años. Algunos son imágenes escaneadas sin texto, o no tienen títulos ni descripción de las imágenes. Cuando conocemos un defecto así, buscamos un ejemplar mejor. Cada publicación tiene un resumen en texto en su página.
- **Las publicaciones que existen en un solo idioma** no las traducimos. Su idioma aparece en todas las listas.

## Avísenos

Si algo le impide usar el sitio, escriba a la secretaría a la dirección que figura al pie de cada página. Diga de qué página se trata y qué utiliza. Si un archivo no se puede leer con sus herramientas, pídanos su texto. Respondemos en un plazo de diez días hábiles.

Esta declaración se revisó por última vez en noviembre de 2026.')

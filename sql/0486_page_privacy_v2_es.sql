INSERT INTO page_revision (page_id, lang, source_id, title, body, note) SELECT p.id, 'es', (SELECT MAX(r.id) FROM page_revision r WHERE r.page_id = p.id AND r.lang = 'en'), 'Privacidad y sus datos',
'Esta es la versión 2 del aviso de privacidad. Cuando se une, guardamos la versión que aceptó y la fecha. Si el aviso cambia de un modo que le concierne, se le pregunta de nuevo antes de continuar. Nuevo en esta versión: los perfiles y el directorio, las organizaciones, los mensajes, el inicio de sesión con un código, la copia de sus datos y la pregunta anual.

## En resumen

Puede leer y descargar todo sin decirnos quién es. Como miembro decide, de cada cosa que cuenta de sí, quién la ve. Su correo electrónico nunca se muestra a otros miembros. Puede llevarse una copia de sus datos y eliminar su cuenta en [su página](/es/me/data). No hay publicidad ni servicios de analítica, y nada se carga desde servidores de otras empresas. Solo se ponen cookies cuando un formulario o la sesión iniciada las necesita.

## Si solo visita el sitio

- **Las descargas** se cuentan por publicación, idioma, mes y país. Para descartar los dobles clics guardamos durante un día un valor cifrado, hecho con su dirección de red y su navegador, del que no se puede recuperar ninguno de los dos.
- **El registro técnico** tiene una línea por solicitud con la hora, la dirección de la página, la respuesta y su dirección de red. Sirve para encontrar fallos y ataques. Las páginas de personas figuran por su número, y lo que se buscó entre las personas no queda en él.
- **Los límites contra los abusos** cuentan los intentos por dirección de red.

## Si se une

- **Su cuenta**: nombre, correos electrónicos, país, organización, idioma y zona horaria. Una dirección nos permite comunicarnos con usted; el idioma, escribirle en él, y la zona horaria, darle la hora del lugar donde vive. El país y la organización indican a quién sirve la red, y puede dejar la organización vacía.
- **Su contraseña** se guarda solo en una forma de la que no se puede deducir (Argon2id). Nadie aquí puede leerla.
- **Su segundo factor**, si usa uno: el secreto compartido con su aplicación está bajo llave, y de sus códigos de recuperación solo guardamos valores para comparar.
- **Dónde tiene la sesión iniciada**: hora, navegador y dirección de red de cada sesión. Ve la lista en su página y puede cerrar cualquiera. Cada navegador recibe además una marca, para poder avisarle por correo de un inicio de sesión con uno nuevo.
- **Lo que ha aceptado**: cada versión de este aviso, con la fecha.
- **Los correos que le enviamos**, con la hora y si llegaron a su proveedor. Puede volver a leerlos en su página.
- **Lo que hace que concierne a otros**: proponer, editar o publicar algo, o cambiar funciones, deja una línea en un registro que no se puede cambiar después. Lleva el número de su cuenta y ningún nombre.

## Perfil y directorio

Lo que cuenta en su perfil es decisión suya: foto, cargo, lugar, idiomas, temas, un texto breve. De cada cosa elige quién la ve: todo el mundo, los miembros o solo usted. También elige quién puede saber que está aquí. Al principio son los miembros. El directorio, las búsquedas, los recuentos y el mapa contienen para cada público solo lo que puede ver. Los grupos de muy pocas personas no se cuentan aparte. Su foto se hace de nuevo cuando la envía: no queda en ella nada de lo que anotó la cámara, como el lugar.

## Organizaciones

Si pertenece a una organización, guardamos a cuál, desde cuándo y como qué. Su página solo le muestra si usted lo elige. Quien es responsable de ella ve quién pide unirse. Lo que una organización ofrece y busca es de la organización y es público.

## Mensajes

Un mensaje lo ven quienes participan en la conversación. Ninguna de las partes conoce la dirección de la otra. Le avisamos por correo de los mensajes nuevos con la frecuencia que quiera, o nunca. Si alguien denuncia un mensaje, los moderadores ven lo denunciado, y queda anotado que lo miraron. Nadie más lee sus mensajes. Cuando elimina su cuenta, lo que usted escribió desaparece de la conversación; lo que escribió la otra persona se queda con ella.

## ¿Sigue siendo usted?

Si no ha iniciado sesión en un año, le preguntamos por correo si la cuenta sigue siendo suya. Tras dos correos sin respuesta, con 30 días entre ellos, la cuenta pasa a reposo: sale del directorio y no recibe más novedades. Iniciar sesión, o un botón, la trae de vuelta de inmediato. Tras dos años en reposo se elimina; le escribimos 30 días antes.

## Quién lo ve

Los editores y moderadores de la biblioteca ven su nombre con lo que propone. Los administradores ven las cuentas. No pasamos nada a anunciantes ni a comerciantes de datos, y a las autoridades solo donde la ley nos obliga.

## Cuánto tiempo lo guardamos

- **Cuenta, perfil, mensajes, alertas**: mientras tenga la cuenta.
- **Un registro que nunca se confirma**: 30 días.
- **Una cuenta en reposo**: dos años.
- **Una sesión**: hasta que la cierre, 8 horas después de su última visita, o 60 días si pidió mantenerla iniciada.
- **Los enlaces de los correos**: hasta que caducan, y 30 días más.
- **Los correos que enviamos**: dos años.
- **Una copia de sus datos**: 7 días.
- **Un archivo enviado que ningún formulario usó**: 7 días.
- **Los recuentos contra los abusos**: dos días.
- **El registro técnico**: 30 días.
- **Las copias de seguridad**: 60 días.
- **El registro duradero**: mientras exista la red, solo por número.

## Cuando elimina su cuenta

Se elimina de inmediato, con su perfil, sus direcciones, los mensajes que escribió, sus alertas, sus correos y sus archivos. Lo que queda, y por qué:

- **Las publicaciones de la biblioteca** quedan para sus lectores, sin rastro de quién las propuso.
- **Las páginas del sitio y de las organizaciones** quedan, sin su nombre.
- **Los mensajes que otros le escribieron** se quedan con ellos. Su página dice que eran para un antiguo miembro.
- **El registro duradero** queda, porque cada línea responde de la anterior. El número que hay en él ya no lleva a nadie.
- **Las copias de seguridad** le olvidan en 60 días. Si antes hace falta una, primero se borra de ella su cuenta: para eso guardamos una lista de los números de las cuentas eliminadas.

## Sus derechos

Puede ver y corregir sus datos en [su página](/es/me/data), llevarse una copia y eliminar la cuenta. También puede oponerse o retirar su consentimiento: escriba a la secretaría, a la dirección al pie de cada página, desde la dirección de su cuenta. Recibe una respuesta en un mes como máximo. También puede reclamar ante la autoridad de protección de datos de su país. La base jurídica es su consentimiento al unirse; para el registro técnico, los límites y el registro duradero, es el interés legítimo en un servicio seguro y responsable.

## Cómo se protege

Cada conexión está cifrada. El acceso a los datos exige una función dada por un administrador, cada uso de una función así queda anotado, y al equipo se le puede exigir iniciar sesión con un código. Las copias de seguridad siguen las mismas reglas.', 'Versión 2' FROM page p WHERE p.slug = 'privacy'

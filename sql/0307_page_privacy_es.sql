INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (6, 2, 'es', 4, 'Privacidad y sus datos',
'Esta es la versión 1 del aviso de privacidad. Cuando se une, guardamos la versión que aceptó y la fecha. Si el aviso cambia de un modo que le concierne, se le pregunta de nuevo antes de continuar.

## En resumen

Puede leer y descargar todo sin decirnos quién es. No hay publicidad ni servicios de analítica, y nada se carga desde servidores de otras empresas. Solo se ponen cookies cuando un formulario o la sesión iniciada las necesita.

## Si solo visita el sitio

- **Las descargas** se cuentan por publicación, idioma, mes y país. Para descartar los dobles clics guardamos durante un día un valor cifrado, hecho con su dirección de red y su navegador, del que no se puede recuperar ninguno de los dos.
- **El registro técnico** tiene una línea por solicitud con la hora, la dirección pedida, la respuesta y su dirección de red. Sirve para encontrar fallos y ataques y se borra a los 30 días.
- **Los límites contra los abusos** cuentan los intentos por dirección de red, durante un día como máximo.

## Si se une

- **Su cuenta**: nombre, correo electrónico, país, organización e idioma. El correo nos permite comunicarnos con usted, y el idioma, escribirle en él. El país y la organización indican a quién sirve la red, y puede dejar la organización vacía. Se guarda mientras tenga la cuenta.
- **Su contraseña** se guarda solo en una forma de la que no se puede deducir (Argon2id). Nadie aquí puede leerla.
- **Dónde tiene sesiones abiertas**: fecha, navegador y dirección de red de cada sesión. Ve la lista en su página y puede cerrar cualquiera de ellas. Se guarda hasta que la sesión termina.
- **Lo que hace y afecta a otras personas**: proponer, editar o publicar algo, o cambiar roles, deja una línea en un registro que no se puede modificar después. Muestra quién hizo qué y se guarda mientras exista la red.
- **Los correos que le enviamos**, con la fecha y si llegaron a su proveedor, para poder ayudarle si falta alguno.

La base jurídica es su consentimiento al unirse; para el registro técnico, los límites y el registro duradero, es el interés legítimo en un servicio seguro y del que se pueda rendir cuentas.

## Quién los ve

Su nombre y lo que propone los ven los editores y moderadores de la biblioteca. Su correo electrónico solo lo ven los administradores y nunca se muestra a otros miembros ni al público. No entregamos nada a anunciantes ni a comerciantes de datos, y a las autoridades solo cuando la ley nos obliga.

## Sus derechos

Puede ver y corregir sus datos en [su página](/es/me). Puede obtener una copia, hacer que se elimine la cuenta, oponerse o retirar su consentimiento en cualquier momento: escriba a la secretaría a la dirección que figura al pie de cada página, desde la dirección de su cuenta. Recibirá respuesta en el plazo de un mes. También puede reclamar ante la autoridad de protección de datos de su país.

## Cómo se protegen

Todas las conexiones van cifradas. El acceso a los datos exige un rol dado por un administrador, cada uso de un rol así queda registrado y las copias de seguridad siguen las mismas reglas.')

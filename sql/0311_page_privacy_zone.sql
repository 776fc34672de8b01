-- The notice also names the time zone that an account has. Texts that an editor has changed are newer revisions.
UPDATE page_revision SET body = REPLACE(REPLACE(REPLACE(body,
    'country, organisation and language. We need the email address to reach you, the language to write to you in it.',
    'country, organisation, language and time zone. We need the email address to reach you, the language to write to you in it, the time zone to tell you times where you live; you can do without it.'),
    'pays, organisation et langue. L’adresse nous permet de vous joindre, la langue de vous écrire dans celle-ci.',
    'pays, organisation, langue et fuseau horaire. L’adresse nous permet de vous joindre, la langue de vous écrire dans celle-ci, le fuseau horaire de vous donner l’heure de là où vous vivez ; vous pouvez vous en passer.'),
    'país, organización e idioma. El correo nos permite comunicarnos con usted, y el idioma, escribirle en él.',
    'país, organización, idioma y zona horaria. El correo nos permite comunicarnos con usted; el idioma, escribirle en él, y la zona horaria, darle la hora del lugar donde vive; puede prescindir de ella.')
WHERE page_id = 2 AND id IN (4, 5, 6)

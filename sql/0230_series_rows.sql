INSERT INTO series (code, title_en, title_fr, title_es) VALUES
    ('toolbox', 'My JMDI Toolbox', 'Ma boîte à outils ICMD', 'Mi Caja de Herramientas ICMD'),
    ('mayoral-forum', 'Outcome documents of the Mayoral Forum', 'Documents finals du Forum des maires', 'Documentos finales del Foro de Alcaldes')

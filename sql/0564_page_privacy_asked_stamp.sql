UPDATE stamp SET n = n + 1 WHERE area = 'pages'

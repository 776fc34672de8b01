ALTER TABLE member ADD FULLTEXT KEY ft_member_name (name)

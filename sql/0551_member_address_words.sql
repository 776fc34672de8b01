ALTER TABLE member_address ADD FULLTEXT KEY ft_member_address_email (email)

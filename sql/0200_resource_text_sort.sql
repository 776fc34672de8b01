ALTER TABLE resource_text
    ADD COLUMN sort_title VARCHAR(100) GENERATED ALWAYS AS (LEFT(title, 100)) STORED COMMENT 'what lists by title go by',
    ADD KEY ix_resource_text_sort (lang, sort_title, resource_id)

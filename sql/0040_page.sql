CREATE TABLE page (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the page',
    slug VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'its address: about, privacy, accessibility',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts changes',
    PRIMARY KEY (id),
    UNIQUE KEY uq_page_slug (slug)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a page of text that staff edit in the browser'

INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (7, 3, 'en', NULL, 'Accessibility',
'Everyone who works on migration and development should be able to use this site: with a screen reader, by keyboard alone, on a small or old telephone, with large letters, on a line that drops.

## What we aim for

The site is built to meet the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. Automatic checks run over its pages with each change, in the light and the dark look and at the width of a small telephone. Journeys are also tried by keyboard alone and with scripts turned off.

## What you can rely on

- Every function works by keyboard, and you always see where you are.
- Nothing needs a script, a mouse or a particular browser.
- Text can be enlarged to four times its size without scrolling sideways.
- The look follows the setting of your device for dark and light, and for less movement.
- Forms keep what you typed, say what has to be put right, and lead you to the field.
- State is never shown by colour alone.
- Each page says its language, and marks a text that is in another one.

## What is not there yet

- **Files of the library** were made by many publishers over many years. Some are scans without text, or lack headings and descriptions of pictures. Where we know of such a flaw, we look for a better copy. Each publication has a summary as text on its page.
- **Publications in one language only** are not translated by us. Their language is shown in every list.

## Tell us

If something keeps you from using the site, write to the secretariat at the address at the foot of every page. Say which page it was and what you use. If a file cannot be read with your tools, ask us for its text. We answer within ten working days.

This statement was last reviewed in November 2026.')

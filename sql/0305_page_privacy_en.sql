INSERT INTO page_revision (id, page_id, lang, source_id, title, body) VALUES (4, 2, 'en', NULL, 'Privacy and your data',
'This is version 1 of the privacy notice. When you join, we keep the version that you agreed to and the time. If the notice changes in a way that matters to you, you are asked again before you go on.

## In short

You can read and download everything without telling us who you are. There is no advertising, no analytics service, and nothing is loaded from other companies’ servers. Cookies are set only where a form or being signed in needs them.

## If you only visit

- **Downloads** are counted by publication, language, month and country. To leave out double clicks we keep for one day a scrambled value made of your network address and browser, which cannot be turned back into either.
- **The technical log** has one line per request with the time, the address asked for, the answer and your network address. It serves to find faults and attacks and is deleted after 30 days.
- **Limits against abuse** count tries per network address, for one day at most.

## If you join

- **Your account**: name, email address, country, organisation and language. We need the email address to reach you, the language to write to you in it. Country and organisation tell who the network serves, and you may leave the organisation empty. Kept as long as you have the account.
- **Your password** is kept only as a value from which it cannot be worked out (Argon2id). Nobody here can read it.
- **Where you are signed in**: time, browser and network address of each session. You see the list on your page and can end any of them. Kept until the session ends.
- **What you do that concerns others**: proposing, editing or publishing something, or changing roles, leaves a line in a log that cannot be changed afterwards. It shows who did what, and is kept as long as the network runs.
- **Mails that we sent you**, with the time and whether they arrived at your provider, so that we can help when one is missing.

The legal ground is your agreement when you join; for the technical log, the limits and the lasting record it is the legitimate interest in a safe and accountable service.

## Who sees it

Your name and what you propose are seen by the editors and moderators of the library. Your email address is seen only by administrators and is never shown to other members or to the public. We pass nothing on to advertisers or data traders, and to authorities only where the law compels us.

## Your rights

You can see and correct your data on [your page](/en/me). You can have a copy, have the account deleted, object, or take back your agreement at any time: write to the secretariat at the address at the foot of every page, from the address of your account. You get an answer within one month. You may also complain to the data protection authority of your country.

## How it is protected

Every connection is encrypted. Access to the data needs a role that an administrator gave, each use of such a role is recorded, and backups are kept under the same rules.')

-- Two letters are compared byte by byte where their Message-IDs are the same, which is seldom.

alter table notifications.incoming_mail drop column body_sha256;

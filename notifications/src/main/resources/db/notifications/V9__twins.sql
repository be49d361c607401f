-- The same letter may come by two ways, and two letters may bear the same Message-ID.

alter table notifications.incoming_mail
  -- of what follows the header: servers write into that, each its own
  add column body_sha256 text not null default '',
  -- the first mail of the same author with the same Message-ID
  add column twin bigint;
create index incoming_mail_by_message_id on notifications.incoming_mail (message_id) where message_id <> '';

-- What agents discarded, to be listed and put back.
create index incoming_mail_discarded on notifications.incoming_mail (id) where state = 'DISCARDED';

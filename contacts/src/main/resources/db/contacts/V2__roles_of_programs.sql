-- What a program may do besides reading and opening tickets, by the names of the staff's roles,
-- separated by blanks. Those that exist keep what they had: nothing more.
alter table contacts.integration
  add column roles text not null default ''
    check (roles ~ '^((AGENT|SUPERVISOR|ADMINISTRATOR)( (AGENT|SUPERVISOR|ADMINISTRATOR))*)?$');

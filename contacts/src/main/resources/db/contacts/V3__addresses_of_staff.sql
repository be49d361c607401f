-- Where the people behind the counter get mail; empty: nowhere.
alter table contacts.staff
  add column email text not null default '' check (length(email) <= 254 and email !~ '[[:cntrl:][:space:]]');

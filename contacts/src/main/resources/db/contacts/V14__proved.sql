-- When whoever opened a session last showed who they are: an identity provider may have asked them long before. A provider
-- that does not say when leaves the beginning of time.
alter table contacts.session add column proved_at timestamptz;
update contacts.session set proved_at = created_at;
alter table contacts.session alter column proved_at set default now();
alter table contacts.session alter column proved_at set not null;

-- How often somebody has called of late: one bucket a name, on every node alike. Unlogged: a crash of the database
-- forgets who called too often, and no call waits for a disk.
create unlogged table contacts.allowance (
  name text primary key check (length(name) <= 200),
  empty_at timestamptz not null
);
create index allowance_by_age on contacts.allowance (empty_at);

-- Who writes many entries at once sets contacts.words to "later" for its transaction and has them indexed at its end:
-- a person with an address and a number would else be indexed three times.
create or replace function contacts.contact_changed() returns trigger language plpgsql as $$
begin
  if current_setting('contacts.words', true) is distinct from 'later' then
    perform contacts.index_contacts(array(select id from changed));
  end if;
  return null;
end $$;

create or replace function contacts.way_changed() returns trigger language plpgsql as $$
begin
  if current_setting('contacts.words', true) is distinct from 'later' then
    perform contacts.index_contacts(array(select distinct contact from changed));
  end if;
  return null;
end $$;

create or replace function contacts.platform_changed() returns trigger language plpgsql as $$
begin
  if current_setting('contacts.words', true) is distinct from 'later' then
    perform contacts.index_platforms(array(select id from changed));
  end if;
  return null;
end $$;

create or replace function contacts.domain_changed() returns trigger language plpgsql as $$
begin
  if current_setting('contacts.words', true) is distinct from 'later' then
    perform contacts.index_platforms(array(select distinct platform from changed));
  end if;
  return null;
end $$;

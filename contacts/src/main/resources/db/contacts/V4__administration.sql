-- The registry as people keep it: countries, states, the history of console numbers, addresses that wait for
-- their owner's word, what changed in a list, and the words by which all of it is found.

create function contacts.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is written once: add a new row instead', tg_table_name;
end $$;

alter table contacts.platform
  add column country text not null default 'IT' check (country ~ '^[A-Z]{2}$'),
  add column closed_at timestamptz, -- from then on nobody writes or calls for it; its tickets stay
  add column version bigint not null default 0;
create index platform_by_name on contacts.platform (name, id);

alter table contacts.contact
  add column version bigint not null default 0,
  -- whose registration this was a second one of; the row stays, so that what names it leads somewhere
  add column merged_into bigint references contacts.contact check (merged_into <> id),
  add column erased_at timestamptz;
create index contact_by_name on contacts.contact (name, id);

-- Entered by the vendor's system: what it no longer names, it takes away; what people have entered it leaves.
alter table contacts.contact_platform add column synced boolean not null default false;

-- Every console number that ever was a platform's. The current one stands in the platform's own row; none is given
-- out a second time.
create table contacts.platform_code (
  code text primary key check (code ~ '^[0-9]{3,10}$'),
  platform bigint not null references contacts.platform,
  since timestamptz not null,
  actor text not null,
  reason text not null default '' check (length(reason) <= 500)
);
create index platform_code_by_platform on contacts.platform_code (platform, since);
create trigger written_once before update or delete on contacts.platform_code
  for each statement execute function contacts.refuse_change();
insert into contacts.platform_code (code, platform, since, actor) select code, id, now(), 'desk' from contacts.platform;

-- An address that the administrators of a platform have put into their list and whose owner has not said yes. Until
-- then it opens nothing. contact: whose further address it is to be; null: a person yet to be registered. The same
-- address may wait at several platforms: who asked first learns nothing of the others.
create table contacts.claim (
  id bigint generated always as identity primary key,
  platform bigint not null references contacts.platform,
  contact bigint references contacts.contact,
  address_key text not null,
  address text not null check (length(address) <= 254),
  name text not null check (length(name) <= 200),
  language text not null check (language in ('IT', 'EN')),
  kinds text not null,
  phones text not null,
  asked_by bigint references contacts.contact,
  asked_at timestamptz not null,
  mails smallint not null default 1,
  secret_hash bytea unique,
  secret_at timestamptz,
  unique (platform, address_key)
);
create index claim_by_contact on contacts.claim (contact);

-- What the administrators of a platform did to their list, to tell the others.
create table contacts.list_change (
  id bigint generated always as identity primary key,
  platform bigint not null references contacts.platform,
  what text not null check (what in ('ASKED', 'CONFIRMED', 'CHANGED', 'REMOVED', 'WITHDRAWN')),
  contact bigint,
  claim bigint,
  actor bigint,
  at timestamptz not null
);
create index list_change_by_platform on contacts.list_change (platform, id);

-- Search: the words of what people type. Each word of a name, address, number or domain is a row; a search is a few
-- ranges of the index.
create table contacts.contact_word (
  contact bigint not null,
  word text collate "C" not null,
  primary key (contact, word)
);
create index contact_word_by_word on contacts.contact_word (word, contact);

create table contacts.platform_word (
  platform bigint not null,
  word text collate "C" not null,
  primary key (platform, word)
);
create index platform_word_by_word on contacts.platform_word (word, platform);

-- Without accents, in lower case; what is neither letter nor digit in ASCII, Latin-1 and general punctuation parts words.
create function contacts.words(typed text) returns setof text language sql immutable parallel safe as $$
  select distinct left(part, 60)
  from regexp_split_to_table(
    lower(regexp_replace(normalize(typed, NFKD), '[\u0300-\u036F]', '', 'g')),
    '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u206F\u3000-\u3002]+') part
  where part <> ''
$$;

create function contacts.index_contacts(people bigint[]) returns void language sql as $$
  delete from contacts.contact_word where contact = any(people);
  insert into contacts.contact_word (contact, word)
  select distinct found.contact, found.word from (
    select c.id contact, contacts.words(c.name) word from contacts.contact c where c.id = any(people)
    union all
    select a.contact, contacts.words(a.address) from contacts.contact_address a where a.contact = any(people)
    union all
    -- with the country's code, and as it is dialled within the country
    select t.contact, substr(t.phone, first) from contacts.contact_phone t, generate_series(2, 5) first
    where t.contact = any(people)) found
  on conflict do nothing;
$$;

create function contacts.index_platforms(platforms bigint[]) returns void language sql as $$
  delete from contacts.platform_word where platform = any(platforms);
  insert into contacts.platform_word (platform, word)
  select distinct found.platform, found.word from (
    select p.id platform, contacts.words(p.name || ' ' || p.code) word
    from contacts.platform p where p.id = any(platforms)
    union all
    select c.platform, c.code from contacts.platform_code c where c.platform = any(platforms)
    union all
    select d.platform, contacts.words(d.domain) from contacts.platform_domain d where d.platform = any(platforms)) found
  on conflict do nothing;
$$;

create function contacts.contact_changed() returns trigger language plpgsql as $$
begin
  perform contacts.index_contacts(array(select id from changed));
  return null;
end $$;

create function contacts.way_changed() returns trigger language plpgsql as $$
begin
  perform contacts.index_contacts(array(select distinct contact from changed));
  return null;
end $$;

create function contacts.platform_changed() returns trigger language plpgsql as $$
begin
  perform contacts.index_platforms(array(select id from changed));
  return null;
end $$;

create function contacts.domain_changed() returns trigger language plpgsql as $$
begin
  perform contacts.index_platforms(array(select distinct platform from changed));
  return null;
end $$;

create trigger words_of_new after insert on contacts.contact
  referencing new table as changed for each statement execute function contacts.contact_changed();
create trigger words_of_changed after update on contacts.contact
  referencing new table as changed for each statement execute function contacts.contact_changed();
create trigger words_of_new after insert on contacts.contact_address
  referencing new table as changed for each statement execute function contacts.way_changed();
create trigger words_of_old after delete on contacts.contact_address
  referencing old table as changed for each statement execute function contacts.way_changed();
create trigger words_of_new after insert on contacts.contact_phone
  referencing new table as changed for each statement execute function contacts.way_changed();
create trigger words_of_old after delete on contacts.contact_phone
  referencing old table as changed for each statement execute function contacts.way_changed();
create trigger words_of_new after insert on contacts.platform
  referencing new table as changed for each statement execute function contacts.platform_changed();
create trigger words_of_changed after update on contacts.platform
  referencing new table as changed for each statement execute function contacts.platform_changed();
create trigger words_of_new after insert on contacts.platform_domain
  referencing new table as changed for each statement execute function contacts.domain_changed();
create trigger words_of_old after delete on contacts.platform_domain
  referencing old table as changed for each statement execute function contacts.domain_changed();

select contacts.index_contacts(array(select id from contacts.contact));
select contacts.index_platforms(array(select id from contacts.platform));

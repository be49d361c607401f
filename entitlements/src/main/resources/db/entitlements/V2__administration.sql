-- What administrators change: nothing is overwritten, there are only more rows, and each says who
-- made it and, where it reaches into the past, why.

-- A figure of one severity alone; what is not here is the level version's own.
create table entitlements.level_target (
  level_version bigint not null references entitlements.level_version,
  severity text not null check (severity in ('BLOCKING', 'SERIOUS', 'NORMAL', 'QUESTION')),
  kind text not null check (kind in ('TAKE_IN_CHARGE', 'ANSWER', 'RESOLUTION', 'NEXT_ANSWER')),
  minutes integer not null check (minutes > 0),
  primary key (level_version, severity, kind)
);

alter table entitlements.level_version
  add column made_by bigint, -- the agent; none for a program or the desk itself
  add column correction text not null default ''; -- why, where valid_from was in the past

create table entitlements.calendar (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  name_it text not null,
  name_en text not null
);
insert into entitlements.calendar (code, name_it, name_en) values
  ('office', 'Orario d’ufficio', 'Office hours'),
  ('all-day', 'Orario continuato', 'Working day without a break');

alter table entitlements.calendar_version
  add foreign key (code) references entitlements.calendar,
  add column valid_from date not null default '2000-01-01', -- Europe/Rome
  add column made_by bigint,
  add column correction text not null default '';

-- Somebody has looked through a year of a calendar before it begins.
create table entitlements.calendar_confirmation (
  calendar text not null references entitlements.calendar,
  year smallint not null,
  calendar_version bigint not null references entitlements.calendar_version, -- as it was then
  made_by bigint,
  made_at timestamptz not null default now(),
  primary key (calendar, year)
);

-- A contract is corrected by a row that takes the place of the one before.
alter table entitlements.contract
  add column corrects bigint references entitlements.contract, -- the first version; none for that
  add column grace_days smallint not null default 0 check (grace_days between 0 and 366),
  add column annulled boolean not null default false, -- it should never have been
  add column superseded_at timestamptz,
  add column made_by bigint,
  add column correction text not null default '';
create index contract_versions on entitlements.contract (corrects) where corrects is not null;

-- Days of grace are no part of the range: the next contract may begin in them, and then wins.
do $$
declare overlap text;
begin
  for overlap in select conname from pg_constraint
      where conrelid = 'entitlements.contract'::regclass and contype = 'x' loop
    execute format('alter table entitlements.contract drop constraint %I', overlap);
  end loop;
end $$;
alter table entitlements.contract
  add constraint contract_overlap exclude using gist (
    int8range(platform, platform, '[]') with &&,
    daterange(first_day, last_day, '[]') with &&)
  where (superseded_at is null and not annulled);

create function entitlements.refuse_rewriting() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
      and to_jsonb(new) - 'superseded_at' = to_jsonb(old) - 'superseded_at' then
    return new;
  end if;
  raise exception 'a contract is corrected by a new row: this one can only be superseded';
end $$;
create trigger written_once before update or delete on entitlements.contract
  for each row execute function entitlements.refuse_rewriting();

-- What a caller asked for under a key, so that a repeat makes nothing again.
create table entitlements.act (
  source text not null,
  key text not null,
  fingerprint text not null,
  made bigint not null, -- the id of what was made
  at timestamptz not null default now(),
  primary key (source, key)
);

-- A level version applied to tickets that are open already: who asked, and ticket by ticket.
create table entitlements.application (
  id bigint generated always as identity primary key,
  level_version bigint not null references entitlements.level_version,
  platform bigint, -- only its tickets; none: all of this level
  asked_by bigint,
  asked_at timestamptz not null
);
create table entitlements.application_ticket (
  application bigint not null references entitlements.application,
  ticket bigint not null,
  done_at timestamptz,
  outcome text check (outcome in ('CHANGED', 'SAME', 'RESOLVED', 'FAILED')),
  primary key (application, ticket),
  check ((done_at is null) = (outcome is null))
);
create index application_ticket_waiting on entitlements.application_ticket (application, ticket)
  where done_at is null;

do $$
declare written_once text;
begin
  foreach written_once in array array['level_target', 'calendar_confirmation', 'act', 'application'] loop
    execute format('create trigger written_once before update or delete on entitlements.%I
      for each statement execute function entitlements.refuse_change()', written_once);
  end loop;
end $$;

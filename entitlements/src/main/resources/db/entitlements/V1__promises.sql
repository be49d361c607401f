-- Levels, contracts and calendars in immutable versions; what was promised, and the clocks.
-- No date without an end: 9999-12-31 stands for "without an end" and "not promised".

create function entitlements.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is written once: add a new row instead', tg_table_name;
end $$;

create table entitlements.calendar_version (
  id bigint generated always as identity primary key,
  code text not null,
  zone text not null,
  country text not null default '' check (country ~ '^([A-Z]{2})?$'), -- whose public holidays are closed
  made_at timestamptz not null default now()
);

create table entitlements.calendar_opening (
  calendar_version bigint not null references entitlements.calendar_version,
  iso_day smallint not null check (iso_day between 1 and 7), -- Monday is 1
  opens time not null,
  closes time not null, -- not after "opens": on the following day
  primary key (calendar_version, iso_day, opens)
);

create table entitlements.calendar_yearly_closing (
  calendar_version bigint not null references entitlements.calendar_version,
  month smallint not null check (month between 1 and 12),
  day smallint not null check (day between 1 and 31),
  closes time not null default '00:00', -- and stays closed until midnight
  reason text not null,
  primary key (calendar_version, month, day)
);

create table entitlements.calendar_single_closing (
  calendar_version bigint not null references entitlements.calendar_version,
  date date not null,
  closes time not null default '00:00',
  reason text not null,
  primary key (calendar_version, date)
);

create table entitlements.level (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  name_it text not null,
  name_en text not null,
  place smallint not null unique -- in lists, the smallest level first
);

create table entitlements.level_version (
  id bigint generated always as identity primary key,
  level text not null references entitlements.level,
  valid_from date not null, -- Europe/Rome
  channels text not null, -- separated by spaces
  calendar_version bigint not null references entitlements.calendar_version,
  phone_calendar_version bigint references entitlements.calendar_version,
  take_in_charge_minutes integer check (take_in_charge_minutes > 0),
  answer_minutes integer check (answer_minutes > 0),
  next_answer_minutes integer check (next_answer_minutes > 0),
  resolution_minutes integer check (resolution_minutes > 0),
  made_at timestamptz not null default now(),
  unique (level, valid_from, id),
  check (('PHONE' = any (string_to_array(channels, ' '))) = (phone_calendar_version is not null))
);

create table entitlements.level_priority (
  level_version bigint not null references entitlements.level_version,
  severity text not null check (severity in ('BLOCKING', 'SERIOUS', 'NORMAL', 'QUESTION')),
  priority text not null check (priority in ('P1', 'P2', 'P3', 'P4')),
  primary key (level_version, severity)
);

create table entitlements.contract (
  id bigint generated always as identity primary key,
  platform bigint not null,
  level text not null references entitlements.level,
  base_level text not null default 'email' references entitlements.level, -- after the last day
  first_day date not null, -- Europe/Rome, both days included
  last_day date not null default '9999-12-31',
  made_at timestamptz not null default now(),
  check (first_day <= last_day),
  exclude using gist (
    int8range(platform, platform, '[]') with &&,
    daterange(first_day, last_day, '[]') with &&)
);
create index contract_of_platform on entitlements.contract (platform, first_day desc);

-- The three tables that grow with the tickets name level_version without a foreign key: its row is
-- never changed or deleted, and every opening would lock the same one.

-- What was promised when the ticket was opened: said to people, so never changed.
create table entitlements.granted (
  ticket bigint primary key,
  platform bigint not null,
  level_version bigint not null,
  lapsed boolean not null,
  take_in_charge_by timestamptz not null,
  answer_by timestamptz not null,
  resolve_by timestamptz not null
);

-- The ledger: all that the clocks depend on, in the order in which it became known.
create table entitlements.fact (
  ticket bigint not null,
  ordinal integer not null,
  kind text not null,
  at timestamptz not null, -- the instant that counts, not that of writing
  agent bigint, -- whose act it was; none for a customer's
  message bigint,
  level_version bigint, -- of "received"
  severity text, -- of "received"
  recorded_at timestamptz not null default now(),
  primary key (ticket, ordinal)
);

-- Derived from the ledger, and can be built again from it.
create table entitlements.clock (
  ticket bigint not null,
  kind text not null check (kind in ('TAKE_IN_CHARGE', 'ANSWER', 'RESOLUTION', 'NEXT_ANSWER')),
  round smallint not null,
  level_version bigint not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  computed boolean not null default true, -- false: due when it started, until it is built again
  kept_at timestamptz,
  kept_by bigint,
  stopped_at timestamptz,
  primary key (ticket, kind, round)
) with (fillfactor = 85);
create index clock_not_computed on entitlements.clock (ticket) where not computed;

-- A fresh desk starts with the vendor's published figures.
insert into entitlements.calendar_version (code, zone, country) values
  ('office', 'Europe/Rome', 'IT'), ('all-day', 'Europe/Rome', 'IT');
insert into entitlements.calendar_opening (calendar_version, iso_day, opens, closes)
  select c.id, d, h.opens, h.closes
  from entitlements.calendar_version c
  join (values ('office', time '09:00', time '13:00'), ('office', '14:00', '18:00'),
               ('all-day', '09:00', '18:00')) h (code, opens, closes) on h.code = c.code
  cross join generate_series(1, 5) d
  order by 1, 2, 3;

insert into entitlements.level (code, name_it, name_en, place) values
  ('email', 'Email', 'Email', 1), ('phone', 'Telefono', 'Phone', 2),
  ('priority', 'Priorità', 'Priority', 3);
insert into entitlements.level_version (level, valid_from, channels, calendar_version,
    phone_calendar_version, take_in_charge_minutes, answer_minutes, next_answer_minutes,
    resolution_minutes)
  select v.level, '2000-01-01', v.channels, c.id, p.id, v.take_in_charge, v.answer, v.answer,
    v.resolution
  from (values ('email', 'FORM EMAIL', 'office', '', 480, 1440, cast(null as integer)),
               ('phone', 'FORM EMAIL PHONE', 'office', 'all-day', 240, 960, null),
               ('priority', 'FORM EMAIL PHONE', 'all-day', 'all-day', 120, 480, 1440))
    v (level, channels, calendar, phone_calendar, take_in_charge, answer, resolution)
  join entitlements.level l on l.code = v.level
  join entitlements.calendar_version c on c.code = v.calendar
  left join entitlements.calendar_version p on p.code = v.phone_calendar
  order by l.place;
insert into entitlements.level_priority (level_version, severity, priority)
  select v.id, p.severity, p.priority
  from entitlements.level_version v
  join (values ('email', 'BLOCKING', 'P2'), ('email', 'SERIOUS', 'P3'),
               ('email', 'NORMAL', 'P4'), ('email', 'QUESTION', 'P4'),
               ('phone', 'BLOCKING', 'P1'), ('phone', 'SERIOUS', 'P2'),
               ('phone', 'NORMAL', 'P3'), ('phone', 'QUESTION', 'P4'),
               ('priority', 'BLOCKING', 'P1'), ('priority', 'SERIOUS', 'P1'),
               ('priority', 'NORMAL', 'P2'), ('priority', 'QUESTION', 'P3'))
    p (level, severity, priority) on p.level = v.level;

do $$
declare written_once text;
begin
  foreach written_once in array array['calendar_version', 'calendar_opening',
      'calendar_yearly_closing', 'calendar_single_closing', 'level_version', 'level_priority',
      'granted', 'fact'] loop
    execute format('create trigger written_once before update or delete on entitlements.%I
      for each statement execute function entitlements.refuse_change()', written_once);
  end loop;
end $$;

-- The life of a ticket. The number is the key: rising and unique; a repeat or a rollback leaves a gap.
create sequence ticketing.ticket_number as bigint start 10001;

-- What is asked of an agent and sorted by stands on the ticket; words stand on its messages, which never change,
-- so that pushing a deadline never writes the full-text index again.
create table ticketing.ticket (
  id bigint primary key,
  origin_source text not null check (length(origin_source) between 1 and 100),
  origin_key text not null check (length(origin_key) between 1 and 200),
  origin_fingerprint text not null check (length(origin_fingerprint) between 1 and 64),
  platform_id bigint not null,
  requester_id bigint,
  answer_to text not null check (length(answer_to) <= 254),
  language text not null check (language in ('IT', 'EN')),
  channel text not null check (channel in ('FORM', 'EMAIL', 'PHONE')),
  subject text not null check (length(subject) <= 250),
  first_words text not null check (length(first_words) <= 160),
  impact text not null check (impact in ('STOPPED', 'HINDERED', 'MINOR', 'QUESTION', 'UNSTATED')),
  severity text not null default 'NORMAL' check (severity in ('BLOCKING', 'SERIOUS', 'NORMAL', 'QUESTION')),
  reference json not null,
  received_at timestamptz not null,
  status text not null default 'NEW' check (status in ('NEW', 'IN_CHARGE', 'RESOLVED')),
  assignee_id bigint,
  resolved_at timestamptz,
  version bigint not null default 0,
  -- the terms, pushed by the entitlements; they leave the version alone
  priority smallint not null default 4 check (priority between 1 and 4),
  level text not null default '',
  level_version bigint not null default 0,
  next_due_at timestamptz not null default '9999-12-31T00:00:00Z',
  next_kind text not null default 'NONE'
    check (next_kind in ('TAKE_IN_CHARGE', 'ANSWER', 'RESOLUTION', 'NEXT_ANSWER', 'NONE')),
  constraint ticket_in_charge_of_somebody check (status <> 'IN_CHARGE' or assignee_id is not null),
  constraint ticket_resolved_at_some_time check (status <> 'RESOLVED' or resolved_at is not null)
);
create unique index ticket_origin on ticketing.ticket (origin_source, origin_key);

-- The queue. The first three columns are the order; the others let a filter be answered inside the index.
create index ticket_queue on ticketing.ticket
  (next_due_at, priority, id, status, channel, platform_id, level) where status <> 'RESOLVED';
create index ticket_mine on ticketing.ticket
  (assignee_id, next_due_at, priority, id) where status <> 'RESOLVED' and assignee_id is not null;
create index ticket_resolved on ticketing.ticket (resolved_at, id) where status = 'RESOLVED';

-- A customer's own pages, and the search by people.
create index ticket_platform on ticketing.ticket (platform_id, received_at, id);
create index ticket_requester on ticketing.ticket (requester_id, received_at, id) where requester_id is not null;

-- Both languages of the desk in one vector: nobody says which one a customer wrote in. Only the first 60,000
-- characters, because a vector ends at 1 MB; exact words (numbers, references, addresses) are not stemmed.
create function ticketing.words(content text, exact text) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('italian', left(content, 60000))
    || to_tsvector('english', left(content, 60000))
    || to_tsvector('simple', exact)
$$;

create table ticketing.message (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticketing.ticket (id),
  kind text not null check (kind in ('REQUEST', 'CUSTOMER', 'AGENT', 'NOTE', 'AUTOMATIC')),
  -- null for the request, whose origin is the ticket's
  origin_source text,
  origin_key text,
  origin_fingerprint text,
  channel text check (channel in ('FORM', 'EMAIL', 'PHONE')),
  contact_id bigint,
  agent_id bigint,
  address text not null,
  body text not null check (length(body) <= 2000000),
  html text not null check (length(html) <= 2000000),
  sent_at timestamptz not null,
  received_at timestamptz not null,
  imported_at timestamptz not null,
  words tsvector not null
);
create index message_ticket on ticketing.message (ticket_id, id);
create unique index message_origin on ticketing.message (origin_source, origin_key) where origin_source is not null;
-- New words wait in a short list that every search reads too; kept short so that no insert pays for a long one.
create index message_words on ticketing.message using gin (words) with (gin_pending_list_limit = 1024);

create table ticketing.attachment (
  id bigint generated always as identity primary key,
  owner text not null check (length(owner) between 1 and 100),
  key text not null check (length(key) between 1 and 200),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size bigint not null check (size >= 0),
  sha256 text not null check (length(sha256) = 64),
  staged_at timestamptz not null,
  -- null as long as no message names it
  message_id bigint references ticketing.message (id),
  unique (owner, key)
);
create index attachment_message on ticketing.attachment (message_id) where message_id is not null;
create index attachment_staged on ticketing.attachment (staged_at) where message_id is null;
create index attachment_blob on ticketing.attachment (sha256);

-- Who else needs the bytes of a blob, such as the inbox for a raw mail.
create table ticketing.blob_holder (
  sha256 text not null check (length(sha256) = 64),
  holder text not null check (length(holder) between 1 and 100),
  primary key (sha256, holder)
);

create table ticketing.history (
  ticket_id bigint not null references ticketing.ticket (id),
  id bigint generated always as identity,
  at timestamptz not null,
  kind text not null
    check (kind in ('OPENED', 'TAKEN', 'REPLIED', 'NOTED', 'CUSTOMER_WROTE', 'RESOLVED', 'REOPENED')),
  agent_id bigint,
  primary key (ticket_id, id)
);

-- What live pages read. A sequence would not do as their place: transactions commit in another order than they draw
-- numbers. The transaction's own number does, as long as nobody reads past the oldest one still running.
create table ticketing.change (
  transaction xid8 not null default pg_current_xact_id(),
  ticket_id bigint not null,
  at timestamptz not null default now(),
  primary key (transaction, ticket_id)
);

-- What a search asks for, in each way a word may have been stored.
create function ticketing.wanted(words text) returns tsquery
language sql immutable parallel safe as $$
  select websearch_to_tsquery('italian', words)
    || websearch_to_tsquery('english', words)
    || websearch_to_tsquery('simple', words)
$$;

-- The same where the last word, of letters and digits alone, is only begun.
create function ticketing.begun(complete text, word text) returns tsquery
language sql immutable parallel safe as $$
  select (websearch_to_tsquery('italian', complete) && to_tsquery('italian', word || ':*'))
    || (websearch_to_tsquery('english', complete) && to_tsquery('english', word || ':*'))
    || (websearch_to_tsquery('simple', complete) && to_tsquery('simple', word || ':*'))
$$;

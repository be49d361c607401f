-- People and platforms. Owner: the module contacts; no other schema is named here.

create table contacts.platform (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[0-9]{3,10}$'),
  name text not null check (length(name) between 1 and 200),
  zone text not null,
  language text not null check (language in ('IT', 'EN'))
);

create table contacts.contact (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 200),
  language text not null check (language in ('IT', 'EN'))
);

create table contacts.contact_platform (
  contact bigint not null references contacts.contact,
  platform bigint not null references contacts.platform,
  kind text not null check (kind in ('ADMINISTRATIVE', 'CAMPAIGN_MANAGER', 'TECHNICAL', 'ABUSE_PRIVACY')),
  primary key (contact, platform, kind)
);
create index contact_platform_by_platform on contacts.contact_platform (platform, contact);

create table contacts.contact_address (
  address_key text primary key,
  contact bigint not null references contacts.contact,
  address text not null,
  position smallint not null default 0
);
create index contact_address_by_contact on contacts.contact_address (contact);

create table contacts.contact_phone (
  contact bigint not null references contacts.contact,
  phone text not null check (phone ~ '^\+[1-9][0-9]{5,14}$'),
  primary key (phone, contact)
);
create index contact_phone_by_contact on contacts.contact_phone (contact);

create table contacts.platform_domain (
  domain text not null check (domain = lower(domain)),
  platform bigint not null references contacts.platform,
  primary key (domain, platform)
);
create index platform_domain_by_platform on contacts.platform_domain (platform);

create table contacts.staff (
  id bigint generated always as identity primary key,
  login text not null unique check (login = lower(login)),
  name text not null,
  language text not null check (language in ('IT', 'EN')),
  roles text not null,
  password_hash text not null
);

-- Secrets are kept as SHA-256 of 256 random bits: a reader of this table can impersonate nobody.
create table contacts.session (
  secret_hash bytea primary key,
  staff bigint references contacts.staff,
  contact bigint references contacts.contact,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  check (num_nonnulls(staff, contact) = 1)
);
create index session_by_age on contacts.session (created_at);

create table contacts.sign_in_link (
  secret_hash bytea primary key,
  contact bigint not null references contacts.contact,
  created_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_by_contact on contacts.sign_in_link (contact, created_at);

create table contacts.integration (
  id bigint generated always as identity primary key,
  name text not null,
  token_hash bytea not null unique
);

create table contacts.product (
  id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  origins text not null,
  jwk_set text not null,
  reference_fields text not null
);

create table contacts.form_session (
  secret_hash bytea primary key,
  product text not null references contacts.product,
  contact bigint not null references contacts.contact,
  platform bigint not null references contacts.platform,
  context text not null,
  expires_at timestamptz not null
);
create index form_session_by_age on contacts.form_session (expires_at);

-- A form token is good for one exchange.
create table contacts.used_form_token (
  product text not null,
  jti text not null,
  expires_at timestamptz not null,
  primary key (product, jti)
);
create index used_form_token_by_age on contacts.used_form_token (expires_at);

create table contacts.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null
);
revoke update, delete, truncate on contacts.audit from ${app};

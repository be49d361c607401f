-- Passkeys (WebAuthn): a second factor beside the authenticator, or both factors at once where the device has
-- verified its user. Only public keys are here.

create table contacts.passkey (
  id bigint generated always as identity primary key,
  staff bigint not null references contacts.staff,
  credential bytea not null unique check (length(credential) between 1 and 1023),
  data bytea not null check (length(data) <= 4096), -- attested credential data, section 6.5.1
  sign_count bigint not null check (sign_count between 0 and 4294967295),
  backup_eligible boolean not null,
  name text not null check (length(name) between 1 and 60),
  made_at timestamptz not null,
  used_at timestamptz
);
create index passkey_by_staff on contacts.passkey (staff, id);

-- How devices call the owner of a passkey (section 14.6.1): random, so that it tells nothing.
create table contacts.passkey_owner (
  staff bigint primary key references contacts.staff,
  handle bytea not null unique check (length(handle) = 32)
);

-- What a device has to sign; good once, for what one browser holds (a session, a half sign-in, a cookie).
create table contacts.passkey_challenge (
  challenge_hash bytea primary key,
  purpose text not null check (purpose in ('ADD', 'STEP', 'ENTER')),
  holder_hash bytea not null,
  made_at timestamptz not null
);
create index passkey_challenge_by_age on contacts.passkey_challenge (made_at);

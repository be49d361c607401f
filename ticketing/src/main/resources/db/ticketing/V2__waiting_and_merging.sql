-- The screening, what the desk waits for from the customer, and tickets closed as duplicates of another.
alter table ticketing.ticket
  add column screened boolean not null default false,
  add column waits_for text check (waits_for in ('INFORMATION', 'TEST', 'APPROVAL')),
  add column merged_into bigint references ticketing.ticket (id),
  add constraint ticket_waits_in_charge check (waits_for is null or status = 'IN_CHARGE'),
  add constraint ticket_merged_is_closed check (merged_into is null or status = 'RESOLVED' and merged_into <> id);
create index ticket_merged on ticketing.ticket (merged_into, id) where merged_into is not null;

alter table ticketing.history
  add column detail text not null default '' check (length(detail) <= 100),
  drop constraint history_kind_check,
  add constraint history_kind_check
    check (kind in ('OPENED', 'SCREENED', 'TAKEN', 'REPLIED', 'ASKED', 'RESUMED', 'NOTED', 'CUSTOMER_WROTE',
      'RESOLVED', 'REOPENED', 'MERGED', 'ABSORBED', 'TERMS_APPLIED'));

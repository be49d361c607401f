-- A desk that has been at work for two years: :tickets tickets, one in ten still open.
create temporary table try_out as
select row_number() over (order by p.code) - 1 as place, p.id as platform, p.language, c.contact, a.address_key as address,
  coalesce(k.level, 'email') as level,
  (select max(v.id) from entitlements.level_version v where v.level = coalesce(k.level, 'email')) as level_version
from contacts.platform p
join contacts.contact_platform c on c.platform = p.id and c.kind = 'ADMINISTRATIVE'
join contacts.contact_address a on a.contact = c.contact
left join entitlements.contract k on k.platform = p.id and current_date between k.first_day and k.last_day;

create temporary table words (place integer primary key, word text);
insert into words
select row_number() over () - 1, w from unnest(string_to_array(
  'newsletter invio lista contatti modello immagine oggetto anteprima errore pagina salvare bottone colonna importare '
  || 'esportare file indirizzo mittente dominio firma statistica apertura clic disiscrizione modulo campagna testo link '
  || 'carattere tabella cliente ordine fattura console accesso password lento bloccato spedizione programmata rimbalzo '
  || 'duplicato filtro segmento automazione messaggio bozza allegato logo colore margine telefono browser schermata '
  || 'attesa minuti ieri stamattina sempre ogni volta quando dopo prima ancora sembra compare scompare vuoto doppio '
  || 'grazie cordiali saluti urgente pubblico evento promozione sconto natale pasqua catalogo prodotto prezzo carrello',
  ' ')) w;

create temporary table drawn as
select n, 10000 + n as id, t.*,
  n % 10 = 0 as open, n % 20 = 0 as taken,
  case when n % 10 = 0 then now() - (:tickets - n) * interval '5 days' / :tickets
       else now() - (:tickets - n) * interval '700 days' / :tickets end as received,
  (select string_agg(w.word, ' ') from (
     select (hashint8(n * 131 + i) & 2147483647) % (select count(*) from words) as pick
     from generate_series(1, 6) i) d join words w on w.place = d.pick) as subject,
  (select string_agg(w.word, ' ') from (
     select (hashint8(n * 977 + i) & 2147483647) % (select count(*) from words) as pick
     from generate_series(1, 60) i) d join words w on w.place = d.pick) as body
from generate_series(1, :tickets) n
join try_out t on t.place = n % (select count(*) from try_out);

insert into ticketing.ticket (id, origin_source, origin_key, origin_fingerprint, platform_id, requester_id, answer_to,
  language, channel, subject, first_words, impact, severity, reference, received_at, status, assignee_id, resolved_at,
  priority, level, level_version, next_due_at, next_kind)
select id, 'bench', n::text, 'bench', platform, contact, address, language,
  case when n % 3 = 0 then 'EMAIL' else 'FORM' end, subject, left(body, 160), 'HINDERED', 'NORMAL',
  json_build_object('list', (n % 9 + 1)::text, 'message', (n % 500)::text), received,
  case when not open then 'RESOLVED' when taken then 'IN_CHARGE' else 'NEW' end,
  case when not open or taken then (select min(s.id) from contacts.staff s) end,
  case when not open then received + interval '5 hours' end,
  2 + n % 3, level, level_version,
  case when open then received + interval '6 days' else '9999-12-31Z' end,
  case when not open then 'NONE' when taken then 'ANSWER' else 'TAKE_IN_CHARGE' end
from drawn;

insert into ticketing.message (ticket_id, kind, channel, contact_id, address, body, html, sent_at, received_at, imported_at, words)
select id, 'REQUEST', case when n % 3 = 0 then 'EMAIL' else 'FORM' end, contact, address, body, '', received, received,
  received, ticketing.words(subject || ' ' || body, id::text || ' ' || address)
from drawn order by id;

insert into ticketing.message (ticket_id, kind, origin_source, origin_key, origin_fingerprint, agent_id, address, body,
  html, sent_at, received_at, imported_at, words)
select id, 'AGENT', 'bench-answer', n::text, 'bench', (select min(s.id) from contacts.staff s), '', body, '',
  received + interval '4 hours', received + interval '4 hours', received + interval '4 hours', ticketing.words(body, '')
from drawn where not open order by id;

insert into ticketing.history (ticket_id, at, kind, agent_id)
select id, received, 'OPENED', null::bigint from drawn
union all select id, received + interval '1 hour', 'TAKEN', (select min(s.id) from contacts.staff s) from drawn where not open or taken
union all select id, received + interval '4 hours', 'REPLIED', (select min(s.id) from contacts.staff s) from drawn where not open
union all select id, received + interval '5 hours', 'RESOLVED', (select min(s.id) from contacts.staff s) from drawn where not open
order by 1, 2;

insert into entitlements.granted (ticket, platform, level_version, lapsed, take_in_charge_by, answer_by, resolve_by)
select id, platform, level_version, false, received + interval '1 day', received + interval '3 days', '9999-12-31Z' from drawn;

insert into entitlements.fact (ticket, ordinal, kind, at, level_version, severity)
select id, 1, 'RECEIVED', received, level_version, 'NORMAL' from drawn;

insert into entitlements.clock (ticket, kind, round, level_version, started_at, due_at, kept_at, kept_by)
select id, 'TAKE_IN_CHARGE', 1, level_version, received, received + interval '6 days',
  case when not open or taken then received + interval '1 hour' end,
  case when not open or taken then (select min(s.id) from contacts.staff s) end from drawn
union all
select id, 'ANSWER', 1, level_version, received, received + interval '6 days',
  case when not open then received + interval '4 hours' end,
  case when not open then (select min(s.id) from contacts.staff s) end from drawn
order by 1;

insert into notifications.given_id (message_id, ticket, reply_token, given_at)
select '<bench-' || n || '@desk.example>', id, 'bench-' || n, received from drawn;

insert into notifications.outgoing_mail (kind, ticket, platform, recipient, language, subject, happened_at, zone,
  take_in_charge_by, answer_by, message_id, reply_token, state, attempts, due_at, created_at, sent_at)
select 'RECEIVED', id, platform, address, language, subject, received, 'Europe/Rome', received + interval '1 day',
  received + interval '3 days', '<bench-' || n || '@desk.example>', 'bench-' || n, 'SENT', 1, received, received, received
from drawn;

select setval('ticketing.ticket_number', (select max(id) from drawn));
vacuum analyze;

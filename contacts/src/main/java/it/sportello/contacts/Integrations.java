package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;

/** Programs that call the desk. Their tokens start with {@code spt_} and are stored as SHA-256. */
@ApplicationScoped
@Transactional(TxType.SUPPORTS) // each answer is one statement
public class Integrations {
  @PersistenceContext(unitName = "sportello")
  EntityManager em;

  public Optional<Caller.Integration> caller(String token) {
    return Sql.row(
            em,
            "select i.id, i.name, i.roles from contacts.integration i where i.token_hash = :hash",
            Map.of("hash", Secret.hash(token)))
        .map(
            row ->
                new Caller.Integration(
                    new IntegrationId(Sql.id(row, "id")),
                    Sql.text(row, "name"),
                    Staff.roles(Sql.text(row, "roles"))));
  }
}

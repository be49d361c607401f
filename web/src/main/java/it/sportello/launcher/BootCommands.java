package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the server is told before it boots: where to listen, which doors of its own stay shut, and
 * the pool of connections to the database. A connection that the database dropped is noticed before
 * it is lent out; one whose node stands still in the middle of a transaction is dropped, so that
 * nobody waits for its locks for ever.
 */
final class BootCommands {

  /**
   * Values in ${ENV=…} are read by the server itself, so that no secret stands in a file or an
   * argument.
   */
  private static final String COMMANDS =
      """
      set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=ADDRESS
      set configs.config.server-config.microprofile-metrics-configuration.enabled=false
      set-openapi-configuration --enabled=false
      create-jdbc-connection-pool --datasourceclassname=org.postgresql.ds.PGSimpleDataSource --restype=javax.sql.DataSource --steadypoolsize=2 --maxpoolsize=24 --poolresize=2 --idletimeout=300 --maxwait=5000 --isconnectvalidatereq=true --validationmethod=custom-validation --validationclassname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation --validateatmostonceperiod=5 --failconnection=true --wrapjdbcobjects=false --initsql=select/**/set_config('idle_in_transaction_session_timeout','5min',false) --property url=${ENV=SPORTELLO_DB_URL}:user=${ENV=SPORTELLO_DB_USER}:password=${ENV=SPORTELLO_DB_PASSWORD}:reWriteBatchedInserts=true:prepareThreshold=3:options=-cplan_cache_mode\\=force_generic_plan:ApplicationName=sportello sportello
      create-jdbc-resource --connectionpoolid=sportello jdbc/sportello
      """;

  private BootCommands() {}

  static void write(Path file, String address) throws IOException {
    Files.writeString(file, COMMANDS.replace("ADDRESS", address));
  }
}

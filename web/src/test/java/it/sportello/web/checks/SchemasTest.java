package it.sportello.web.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One schema a module: its migrations and its statements name that schema and no other. */
class SchemasTest {
  private static final List<String> OWNERS = Code.MODULES.subList(0, 4);

  /** What stands where a table, sequence or function is named. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?is)\\b(?:create\\s+(?:unlogged\\s+)?table(?:\\s+if\\s+not\\s+exists)?"
              + "|alter\\s+(?:table|sequence|function)(?:\\s+if\\s+exists|\\s+only)*"
              + "|create\\s+sequence|create\\s+(?:or\\s+replace\\s+)?(?:function|procedure|view)"
              + "|create\\s+(?:or\\s+replace\\s+)?trigger\\s+\\w+\\s+[^;]*?\\bon"
              + "|create\\s+(?:unique\\s+)?index\\s+(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?\\w*\\s*on(?:\\s+only)?"
              + "|create\\s+type|create\\s+domain"
              + "|drop\\s+(?:table|sequence|function|view)(?:\\s+if\\s+exists)?"
              + "|insert\\s+into|delete\\s+from|references|comment\\s+on\\s+(?:table|column)"
              + "|update(?!\\s+(?:on|or|of|set|skip|nowait))\\b)\\s+([\\w.\"]+)");

  private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"");

  @TestFactory
  Stream<DynamicTest> everyNameInAMigrationHasTheSchemaOfItsModule() {
    return OWNERS.stream().map(m -> DynamicTest.dynamicTest(m, () -> migrationsAreOwn(m)));
  }

  private static void migrationsAreOwn(String module) {
    List<Path> migrations = migrations(module);
    assertFalse(migrations.isEmpty(), "no migration of " + module);
    List<String> wrong = new ArrayList<>();
    for (Path migration : migrations) {
      Matcher named = NAMED.matcher(withoutComments(Code.text(migration)));
      while (named.find()) {
        if (!named.group(1).startsWith(module + ".")) {
          wrong.add(migration.getFileName() + ": " + named.group().replaceAll("\\s+", " "));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @TestFactory
  Stream<DynamicTest> noMigrationNamesAnotherModulesSchema() {
    return OWNERS.stream()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m,
                    () ->
                        assertEquals(
                            List.of(),
                            migrations(m).stream()
                                .flatMap(f -> foreign(m, withoutComments(Code.text(f)), f))
                                .toList())));
  }

  @TestFactory
  Stream<DynamicTest> noStatementNamesAnotherModulesSchema() {
    return OWNERS.stream()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m,
                    () ->
                        assertEquals(
                            List.of(),
                            Code.files(Code.sources(m), ".java").stream()
                                .flatMap(f -> foreign(m, textBlocks(Code.text(f)), f))
                                .toList())));
  }

  private static List<Path> migrations(String module) {
    return Code.files(Code.resources(module).resolve("db").resolve(module), ".sql");
  }

  private static Stream<String> foreign(String module, String sql, Path file) {
    String others = String.join("|", OWNERS.stream().filter(o -> !o.equals(module)).toList());
    return Pattern.compile("(?<![\\w.])(?:" + others + ")\\.[a-z_]+")
        .matcher(sql)
        .results()
        .map(found -> file.getFileName() + ": " + found.group());
  }

  private static String textBlocks(String java) {
    StringBuilder blocks = new StringBuilder();
    TEXT_BLOCK.matcher(java).results().forEach(b -> blocks.append(b.group(1)).append('\n'));
    return blocks.toString();
  }

  private static String withoutComments(String sql) {
    return sql.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("--[^\\n]*", "");
  }
}

package exchange.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The arrows of exchange-core as one table: what each package may see of the others. */
@AnalyzeClasses(packages = "exchange.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Map<String, List<String>> MAY_SEE =
      Map.ofEntries(
          Map.entry("values", List.of()),
          Map.entry("member", List.of("values")),
          Map.entry("warehouse", List.of("values", "member")),
          Map.entry("listing", List.of("values", "member", "warehouse")),
          Map.entry("request", List.of("values", "member")),
          Map.entry("ledger", List.of("values", "member")),
          Map.entry("reserve", List.of("values", "member")),
          Map.entry("bank", List.of("values", "member")),
          Map.entry("card", List.of("values", "member")),
          Map.entry("recount", List.of("values")),
          Map.entry("reconciliation", List.of("values", "card")),
          Map.entry("event", List.of("values", "member")),
          Map.entry("notice", List.of("values", "member", "event")),
          Map.entry("currency", List.of("values", "member", "ledger")),
          Map.entry("blacklist", List.of("values", "member")),
          Map.entry("credit", List.of("values", "member")),
          Map.entry("guarantee", List.of("values", "member")),
          Map.entry("lease", List.of("values", "member", "listing", "currency")),
          Map.entry("billing", List.of("values", "member", "listing", "lease")),
          Map.entry("review", List.of("values", "member", "lease")),
          Map.entry("sublet", List.of("values", "member", "listing", "lease")),
          Map.entry("dispute", List.of("values", "member", "listing")),
          Map.entry(
              "annex",
              List.of("values", "member", "listing", "request", "lease", "billing", "credit")),
          Map.entry(
              "novation",
              List.of("values", "member", "listing", "request", "lease", "billing", "credit")),
          Map.entry("capacity", List.of("values", "member", "listing", "lease")),
          Map.entry("acceptance", List.of("values", "member", "lease", "capacity")),
          Map.entry(
              "quote",
              List.of("values", "member", "listing", "request", "lease", "capacity", "credit")),
          Map.entry(
              "matching",
              List.of(
                  "values",
                  "member",
                  "blacklist",
                  "listing",
                  "request",
                  "lease",
                  "capacity",
                  "credit",
                  "quote")));

  /** What exchange-core may use beside itself. */
  private static final String[] LIBRARIES = {
    "java..",
    "org.jspecify..",
    "reactor..",
    "org.reactivestreams..",
    "org.joda.money..",
    "net.sf.geographiclib.."
  };

  @ArchTest
  static final ArchRule noCycles =
      SlicesRuleDefinition.slices().matching("exchange.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyPureLibraries =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LIBRARIES).or(resideInAnyPackage("exchange.core..")));

  /** Time is passed in. */
  @ArchTest
  static final ArchRule noClocks =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @TestFactory
  Stream<DynamicTest> arrows() {
    var all =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("exchange.core");
    return MAY_SEE.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey() + " sees " + row.getValue(),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage("exchange.core." + row.getKey())
                            .should()
                            .dependOnClassesThat(
                                resideInAnyPackage(
                                    MAY_SEE.keySet().stream()
                                        .filter(other -> !other.equals(row.getKey()))
                                        .filter(other -> !row.getValue().contains(other))
                                        .map(other -> "exchange.core." + other)
                                        .toArray(String[]::new)))
                            .allowEmptyShould(true)
                            .check(all)));
  }
}

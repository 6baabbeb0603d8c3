package exchange.matcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses MATCHER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("exchange.matcher");

  private static final String[] JSON = {"tools.jackson..", "com.fasterxml.jackson.annotation"};

  @Test
  void sees_only_the_matching_port_what_is_in_it_and_optaplanner() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "exchange.matcher..",
            "exchange.core.matching",
            "exchange.core.capacity",
            "exchange.core.values",
            "org.optaplanner.core..",
            "org.jspecify.annotations",
            JSON[0],
            JSON[1],
            "java..")
        .check(MATCHER);
  }

  @Test
  void json_is_known_only_where_files_are_read() {
    noClasses()
        .that()
        .resideOutsideOfPackage("exchange.matcher.solve")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JSON)
        .check(MATCHER);
  }

  @Test
  void the_checker_shares_no_code_with_what_it_checks() {
    noClasses()
        .that()
        .resideInAPackage("exchange.matcher.certificate")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("exchange.matcher", "org.optaplanner..")
        .check(MATCHER);
  }

  @Test
  void the_proof_and_the_baseline_know_nothing_of_optaplanner() {
    noClasses()
        .that()
        .haveSimpleName("DualPrices")
        .or()
        .haveSimpleName("LagrangianDual")
        .or()
        .haveSimpleName("CoverCuts")
        .or()
        .haveSimpleName("GreedyMatcher")
        .or()
        .haveSimpleName("Greedy")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.optaplanner..")
        .check(MATCHER);
  }
}

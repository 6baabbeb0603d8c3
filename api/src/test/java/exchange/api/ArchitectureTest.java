package exchange.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.bind.annotation.RestController;

/** The arrows of the server as one table: packages meet in exchange-core, not each other. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("exchange");

  private static final List<String> PACKAGES =
      List.of(
          "rest",
          "pdf",
          "iso20022",
          "security",
          "postgres",
          "redis",
          "web",
          "delivery",
          "mail",
          "jobs",
          "demo",
          "sandbox",
          "embedded");

  @TestFactory
  Stream<DynamicTest> packagesNeverImportOneAnother() {
    return PACKAGES.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage("exchange.api." + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                PACKAGES.stream()
                                    .filter(other -> !other.equals(name))
                                    .map(other -> "exchange.api." + other + "..")
                                    .toArray(String[]::new))
                            .check(ALL)));
  }

  @Test
  void theMatcherIsKnownOnlyWhereThingsAreWired() {
    noClasses()
        .that()
        .resideInAPackage("exchange.api.*..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("exchange.matcher..", "org.optaplanner..")
        .check(ALL);
  }

  @Test
  void onlyTheBooksSpeakSqlAndOnlyTheCourtSpeaksRedis() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "exchange.api.rest..",
            "exchange.api.web..",
            "exchange.api.security..",
            "exchange.api.delivery..",
            "exchange.api.jobs..",
            "exchange.api.demo..",
            "exchange.api.redis..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.r2dbc..", "io.r2dbc.spi.Connection*", "java.sql..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAnyPackage(
            "exchange.api.web..",
            "exchange.api.security..",
            "exchange.api.delivery..",
            "exchange.api.jobs..",
            "exchange.api.demo..",
            "exchange.api.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lettuce..")
        .check(ALL);
  }

  @Test
  void everyOperationHasItsOneController() {
    List<String> unmet =
        ALL.stream()
            .filter(type -> type.getPackageName().equals("exchange.api.wire.ops"))
            .filter(type -> type.getSimpleName().endsWith("Api"))
            .filter(
                type ->
                    type.getAllSubclasses().stream()
                            .filter(sub -> sub.isAnnotatedWith(RestController.class))
                            .count()
                        != 1)
            .map(type -> type.getSimpleName())
            .toList();
    assertThat(unmet).isEmpty();
  }
}

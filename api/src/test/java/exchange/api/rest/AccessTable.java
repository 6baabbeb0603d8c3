package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import exchange.api.rest.Contract.Operation;
import exchange.api.rest.World.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.http.HttpHeaders;

/** Every operation of the contract, called by everyone who must not get an answer. */
public final class AccessTable {
  /** What every member may read; anything else of somebody else's is not there. */
  private static final List<String> PUBLIC =
      List.of(
          "getListing",
          "getAcceptanceRecord",
          "getCredit",
          "listReviews",
          "getAvailability",
          "getMatchingRound",
          "watchMatchingRound",
          "getCertificate");

  private final World world;
  private final Things things;

  private AccessTable(World world) {
    this.world = world;
    this.things = Things.make(world);
  }

  /** One test for each operation and each way to be turned away. */
  public static Stream<DynamicTest> cases(World world) {
    AccessTable table = new AccessTable(world);
    List<DynamicTest> cases = new ArrayList<>();
    for (Operation operation : world.contract().operations()) {
      if (!operation.open()) {
        cases.addAll(table.unauthenticated(operation));
        cases.addAll(table.wrongRole(operation));
        if (!PUBLIC.contains(operation.id())) {
          cases.add(table.stranger(operation));
        }
      }
    }
    return cases.stream();
  }

  private List<DynamicTest> unauthenticated(Operation operation) {
    String good = world.member("operator").token();
    Map<String, Consumer<HttpHeaders>> ways =
        Map.of(
            "no token",
            headers -> {},
            "an expired token",
            headers -> headers.setBearerAuth(world.expiredToken()),
            "garbage",
            headers -> headers.setBearerAuth("garbage"),
            "a token with another signature",
            headers -> headers.setBearerAuth(otherSignature(good)),
            "an unsigned token",
            headers -> headers.setBearerAuth("eyJhbGciOiJub25lIn0." + claims(good) + "."),
            "a password",
            headers -> headers.setBasicAuth("operator", "operator"));
    return ways.entrySet().stream()
        .map(
            way ->
                dynamicTest(
                    operation + " with " + way.getKey(),
                    () -> {
                      Answer answer = call(operation, things.path(operation), way.getValue());
                      refused(answer, 401, "UNAUTHENTICATED");
                      assertThat(answer.headers().getFirst(HttpHeaders.WWW_AUTHENTICATE))
                          .startsWith("Bearer");
                    }))
        .toList();
  }

  private static String claims(String token) {
    return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
  }

  private static String otherSignature(String token) {
    int end = token.lastIndexOf('.') + 1;
    char first = token.charAt(end) == 'A' ? 'B' : 'A';
    return token.substring(0, end) + first + token.substring(end + 1);
  }

  private List<DynamicTest> wrongRole(Operation operation) {
    return operation.role().stream()
        .flatMap(role -> Stream.of("exporter", "owner").filter(other -> !other.equals(role)))
        .map(
            other ->
                dynamicTest(
                    operation + " as " + other,
                    () -> {
                      String token = world.member(other).token();
                      Answer answer =
                          call(operation, things.path(operation), h -> h.setBearerAuth(token));
                      refused(answer, 403, "FORBIDDEN");
                    }))
        .toList();
  }

  /** Has every role but the operator's, and is party to nothing. */
  private DynamicTest stranger(Operation operation) {
    String token = world.member("stranger").token();
    Consumer<HttpHeaders> headers = h -> h.setBearerAuth(token);
    return dynamicTest(
        operation + " as a stranger",
        () -> {
          Answer answer = call(operation, things.path(operation), headers);
          boolean names = operation.path().contains("{") || namesSomebodyElses(operation);
          if (operation.role().filter("operator"::equals).isPresent()) {
            refused(answer, 403, "FORBIDDEN");
          } else if (names && !operation.id().equals("listProposals")) {
            refused(answer, 404, "NOT_FOUND");
            if (operation.path().contains("{")) {
              Answer missing = call(operation, things.pathOfNothing(operation), headers);
              assertThat(answer.text()).isEqualTo(missing.text());
            }
          } else {
            assertThat(answer.status().is2xxSuccessful()).as(answer.text()).isTrue();
            List<String> hidden = new ArrayList<>(things.privateIds());
            if (operation.id().equals("listListings")) {
              // Who offers space on is named on the market, like every owner.
              hidden.remove(things.id("organizationId"));
            }
            assertThat(answer.text()).doesNotContain(hidden);
          }
        });
  }

  private static boolean namesSomebodyElses(Operation operation) {
    return operation
        .body()
        .map(body -> Contract.map(body.schema().get("properties")).keySet())
        .map(fields -> fields.contains("warehouseId") || fields.contains("quoteId"))
        .orElse(false);
  }

  private Answer call(Operation operation, String path, Consumer<HttpHeaders> who) {
    Consumer<HttpHeaders> headers =
        who.andThen(h -> h.set("Idempotency-Key", UUID.randomUUID().toString()))
            .andThen(h -> h.set("If-Match", "\"1\""));
    Object body = operation.body().isPresent() ? world.body(operation, things) : null;
    return world.send(operation.method(), path, headers, body);
  }

  private void refused(Answer answer, int status, String code) {
    answer.expect(status);
    assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.text()).doesNotContain(things.privateIds());
    Contract contract = world.contract();
    Map<String, Object> problem = contract.resolve(Map.of("$ref", "#/components/schemas/Problem"));
    assertThat(SchemaCheck.violations(contract, problem, answer.json())).isEmpty();
  }
}

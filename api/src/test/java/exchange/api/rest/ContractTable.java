package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import exchange.api.rest.Contract.Operation;
import exchange.api.rest.World.Answer;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Every operation of the contract, called by somebody who may. */
public final class ContractTable {
  private ContractTable() {}

  /** One test for each operation that is no stream. */
  public static Stream<DynamicTest> cases(World world) {
    Things readable = Things.make(world);
    return world.contract().operations().stream()
        .filter(operation -> operation.answer().isPresent())
        .map(
            operation ->
                dynamicTest(operation.toString(), () -> check(world, operation, readable)));
  }

  /**
   * @param readable so that what only reads need not fill the market
   */
  private static void check(World world, Operation operation, Things readable) {
    Things things = operation.method().equals("GET") ? readable : Things.make(world);
    String token = world.member(operation.caller()).token();
    Answer answer =
        world.send(
            operation.method(),
            things.path(operation),
            headers -> {
              headers.setBearerAuth(token);
              headers.set("Idempotency-Key", UUID.randomUUID().toString());
              headers.set("If-Match", "\"1\"");
            },
            operation.body().isPresent() ? world.body(operation, things) : null);
    answer.expect(operation.success());
    assertThat(answer.headers().getContentType()).hasToString("application/json");
    assertThat(answer.headers().getCacheControl()).isNotNull();
    assertThat(
            SchemaCheck.violations(
                world.contract(), operation.answer().orElseThrow(), answer.json()))
        .as(answer.text())
        .isEmpty();
    String location = answer.headers().getFirst("Location");
    if (location != null) {
      String made = world.get(token, location).expect(200).json().path("id").asString();
      assertThat(location).endsWith(made);
    }
    if (things != readable) {
      things.close();
    }
  }
}

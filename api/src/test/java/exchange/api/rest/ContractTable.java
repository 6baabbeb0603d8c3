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
  private final World world;

  /** So that what only reads need not fill the market. */
  private final Things readable;

  /** For one operation after the other, until one finds them used up. */
  private Things things;

  private ContractTable(World world) {
    this.world = world;
    this.readable = Things.make(world);
    this.things = Things.make(world);
  }

  /** One test for each operation that is no stream. */
  public static Stream<DynamicTest> cases(World world) {
    ContractTable table = new ContractTable(world);
    return world.contract().operations().stream()
        .filter(operation -> operation.answer().isPresent())
        .map(operation -> dynamicTest(operation.toString(), () -> table.check(operation)));
  }

  private Answer answer(Operation operation) {
    if (operation.method().equals("GET")) {
      return send(operation, readable);
    }
    Answer answer = send(operation, things);
    if (answer.status().value() != operation.success()) {
      things.close();
      things = Things.make(world);
      answer = send(operation, things);
    }
    return answer;
  }

  private Answer send(Operation operation, Things things) {
    return world.send(
        operation.method(),
        things.path(operation),
        headers -> {
          headers.setBearerAuth(token(operation));
          headers.set("Idempotency-Key", UUID.randomUUID().toString());
          headers.set("If-Match", "\"1\"");
        },
        operation.body().isPresent() ? world.body(operation, things) : null);
  }

  private String token(Operation operation) {
    return world.member(operation.caller()).token();
  }

  private void check(Operation operation) {
    Answer answer = answer(operation);
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
      String made = world.get(token(operation), location).expect(200).json().path("id").asString();
      assertThat(location).endsWith(made);
    }
  }
}

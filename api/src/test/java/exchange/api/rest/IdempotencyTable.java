package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import exchange.api.rest.Contract.Operation;
import exchange.api.rest.World.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Every POST, sent again. */
public final class IdempotencyTable {
  private final World world;

  /** For one operation after the other, until one finds them used up. */
  private Things things;

  private IdempotencyTable(World world) {
    this.world = world;
    this.things = Things.make(world);
  }

  /** What may be sent again. */
  private record Sent(String path, Object body, String key, Answer answer) {}

  /** Tests for each operation that takes an Idempotency-Key. */
  public static Stream<DynamicTest> cases(World world) {
    IdempotencyTable table = new IdempotencyTable(world);
    List<DynamicTest> cases = new ArrayList<>();
    for (Operation operation : world.contract().operations()) {
      if (operation.takes("Idempotency-Key")) {
        cases.add(dynamicTest(operation + " again", () -> table.again(operation)));
      }
      if (operation.takes("Idempotency-Key") && operation.body().isPresent()) {
        cases.add(dynamicTest(operation + " changed", () -> table.changed(operation)));
      }
    }
    cases.add(dynamicTest("quotes with another limit", table::anotherLimit));
    cases.add(dynamicTest("the same key of two callers", table::twoCallers));
    cases.add(dynamicTest("the same key on two paths", table::twoPaths));
    return cases.stream();
  }

  private Sent succeed(Operation operation) {
    Sent sent = send(operation);
    if (sent.answer.status().value() != operation.success()) {
      things.close();
      things = Things.make(world);
      sent = send(operation);
    }
    sent.answer.expect(operation.success());
    return sent;
  }

  private Sent send(Operation operation) {
    Object body = operation.body().isPresent() ? world.body(operation, things) : null;
    String key = UUID.randomUUID().toString();
    String path = things.path(operation);
    return new Sent(path, body, key, world.post(token(operation), key, path, body));
  }

  private String token(Operation operation) {
    return world.member(operation.caller()).token();
  }

  private void again(Operation operation) {
    Sent sent = succeed(operation);
    Answer first = sent.answer;
    Answer second = world.post(token(operation), sent.key, sent.path, reordered(sent.body));
    second.expect(operation.success());
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.headers().getFirst("Location"))
        .isEqualTo(first.headers().getFirst("Location"));
    assertThat(second.headers().getETag()).isEqualTo(first.headers().getETag());
  }

  /** The same JSON with its keys the other way round and white space between. */
  private static Object reordered(Object body) {
    if (body == null) {
      return null;
    }
    Map<String, Object> reordered = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>(Contract.map(body).keySet());
    java.util.Collections.reverse(keys);
    keys.forEach(key -> reordered.put(key, Contract.map(body).get(key)));
    return World.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(reordered);
  }

  private void changed(Operation operation) {
    Sent sent = succeed(operation);
    Map<String, Object> other = World.copy(Contract.map(sent.body));
    other.replaceAll((name, value) -> other(name, value));
    Answer answer = world.post(token(operation), sent.key, sent.path, other).expect(422);
    assertThat(answer.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  private static Object other(String name, Object value) {
    return switch (name) {
      case "reason" ->
          "GOODS".equals(value) ? "DATES" : "UNPAID".equals(value) ? "BREACH" : value + " 2";
      case "name", "reference", "goods", "source", "statement", "words" -> value + " 2";
      case "url" -> value + "/2";
      case "card" -> value + "_2";
      case "give" -> "JPY";
      case "code" -> "OTHER";
      case "depositPeriods" -> List.of();
      case "why" -> "OTHER";
      case "currency" -> "EUR";
      case "organizationId" -> UUID.randomUUID().toString();
      case "quantity", "prior", "upTo" -> (int) value + 1;
      case "seconds" -> 2;
      case "quoteId" -> UUID.randomUUID().toString();
      default -> value;
    };
  }

  private void anotherLimit() {
    things = Things.make(world);
    Operation quoting = world.contract().operation("quoteLeaseRequest");
    String path = things.path(quoting);
    String key = UUID.randomUUID().toString();
    world.post(token(quoting), key, path + "?limit=3", null).expect(201);
    world.post(token(quoting), key, path + "?limit=4", null).expect(422);
    world.post(token(quoting), key, path + "?limit=3", null).expect(201);
  }

  private void twoCallers() {
    Operation registering = world.contract().operation("registerWarehouse");
    Map<String, Object> body = world.body(registering, things);
    Answer one = world.post(world.member("owner").token(), "key", "/v1/warehouses", body);
    Answer other = world.post(world.member("stranger").token(), "key", "/v1/warehouses", body);
    assertThat(one.expect(201).json().path("id")).isNotEqualTo(other.expect(201).json().path("id"));
  }

  private void twoPaths() {
    String owner = world.member("owner").token();
    Operation registering = world.contract().operation("registerWarehouse");
    Operation publishing = world.contract().operation("publishListing");
    String key = UUID.randomUUID().toString();
    world.post(owner, key, "/v1/warehouses", world.body(registering, things)).expect(201);
    world.post(owner, key, "/v1/listings", world.body(publishing, things)).expect(201);
  }
}

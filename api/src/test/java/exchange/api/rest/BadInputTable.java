package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import exchange.api.rest.Contract.Operation;
import exchange.api.rest.Contract.Parameter;
import exchange.api.rest.World.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.http.HttpHeaders;

/** Everything that can be wrong with a request; each answers what, and stores nothing. */
public final class BadInputTable {
  private final World world;
  private final Things things;
  private final Map<String, String> before;

  private BadInputTable(World world) {
    this.world = world;
    this.things = Things.make(world);
    this.before = stored();
  }

  /** One test for each operation and mistake, and at last one that nothing was stored. */
  public static Stream<DynamicTest> cases(World world) {
    BadInputTable table = new BadInputTable(world);
    List<DynamicTest> cases = new ArrayList<>();
    for (Operation operation : world.contract().operations()) {
      operation.body().ifPresent(body -> cases.addAll(table.bodies(operation, body)));
      operation.parameters().forEach(each -> cases.addAll(table.parameters(operation, each)));
    }
    cases.add(dynamicTest("nothing was stored", table::unchanged));
    return cases.stream();
  }

  private List<DynamicTest> bodies(Operation operation, Contract.Body body) {
    Map<String, Object> example = world.body(operation, things);
    List<DynamicTest> cases = new ArrayList<>();
    for (Mutations.Mutation each : Mutations.of(world.contract(), body.schema(), example)) {
      cases.add(
          dynamicTest(
              operation + ": " + each.field() + " is " + each.mistake(),
              () -> {
                Answer answer = send(operation, things.path(operation), each.body(), h -> {});
                refused(answer, 400, "VALIDATION_FAILED");
                String field = answer.json().path("facts").path("field").asString();
                assertThat(field).as(answer.text()).startsWith(top(each.field()));
                if (each.mistake().equals("unknown")) {
                  assertThat(field).isEqualTo(each.field());
                }
              }));
    }
    String good = World.JSON.writeValueAsString(example);
    broken(good).forEach((mistake, text) -> cases.add(broken(operation, mistake, text)));
    cases.add(
        dynamicTest(
            operation + ": 2 MB",
            () -> {
              String large = good.replaceFirst("\"", "\"" + "x".repeat(1 << 21));
              Answer answer = send(operation, things.path(operation), large, h -> {});
              refused(answer, 413, "PAYLOAD_TOO_LARGE");
            }));
    for (String type : List.of("text/plain", "application/xml", "multipart/form-data")) {
      cases.add(
          dynamicTest(
              operation + ": as " + type,
              () -> {
                Consumer<HttpHeaders> headers = h -> h.set("Content-Type", type);
                Answer answer = send(operation, things.path(operation), good, headers);
                refused(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
              }));
    }
    return cases;
  }

  private static String top(String field) {
    return field.split("[.\\[]", 2)[0];
  }

  private static Map<String, String> broken(String good) {
    String first = good.substring(1, good.indexOf(':'));
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put("a key twice", "{" + first + ":null," + good.substring(1));
    broken.put("cut off", good.substring(0, good.length() - 1));
    broken.put("two at once", good + good);
    broken.put("trailing text", good + " x");
    broken.put("a list", "[" + good + "]");
    broken.put("a text", "\"x\"");
    broken.put("null", "null");
    broken.put("nothing", "");
    broken.put("a comment", "/* x */" + good);
    broken.put("single quotes", good.replace('"', '\''));
    broken.put("not a number", good.replaceFirst(":", ":NaN,\"x\":"));
    broken.put("very deep", "[".repeat(5000));
    return broken;
  }

  private DynamicTest broken(Operation operation, String mistake, String text) {
    return dynamicTest(
        operation + ": the body is " + mistake,
        () -> {
          Answer answer = send(operation, things.path(operation), text, h -> {});
          refused(answer, 400, null);
        });
  }

  private List<DynamicTest> parameters(Operation operation, Parameter parameter) {
    String name = parameter.name();
    List<DynamicTest> cases = new ArrayList<>();
    for (String bad : ParameterMistakes.of(parameter)) {
      cases.add(
          dynamicTest(
              operation + ": " + name + " is '" + bad + "'",
              () -> {
                String path = things.path(operation);
                Consumer<HttpHeaders> headers = h -> {};
                if (parameter.in().equals("path")) {
                  path = path.replace(things.id(operation, name), bad);
                } else if (parameter.in().equals("query")) {
                  path = withQuery(path, name, bad);
                } else {
                  headers = h -> h.set(name, bad);
                }
                Object body = operation.body().isPresent() ? world.body(operation, things) : null;
                Answer answer = send(operation, path, body, headers);
                if (name.equals("Idempotency-Key")) {
                  refused(answer, 400, "IDEMPOTENCY_KEY_MISSING");
                } else if (name.equals("If-Match")) {
                  refused(answer, bad.isEmpty() ? 428 : 412, null);
                } else {
                  refused(answer, 400, "VALIDATION_FAILED");
                  assertThat(answer.json().path("facts").path("field").asString()).isEqualTo(name);
                }
              }));
    }
    return cases;
  }

  private static String withQuery(String path, String name, String bad) {
    String others = path.replaceAll("([?&])" + name + "=[^&]*", "$1");
    return others + (others.contains("?") ? "&" : "?") + name + "=" + bad;
  }

  private Answer send(
      Operation operation, String path, Object body, Consumer<HttpHeaders> changed) {
    String token = world.member(operation.caller()).token();
    Consumer<HttpHeaders> good =
        h -> {
          h.setBearerAuth(token);
          h.set("Idempotency-Key", UUID.randomUUID().toString());
          h.set("If-Match", "\"1\"");
        };
    return world.send(operation.method(), path, good.andThen(changed), body);
  }

  private void refused(Answer answer, int status, String code) {
    answer.expect(status);
    assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
    Contract contract = world.contract();
    Map<String, Object> problem = contract.resolve(Map.of("$ref", "#/components/schemas/Problem"));
    assertThat(SchemaCheck.violations(contract, problem, answer.json())).isEmpty();
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("detail").asString())
        .doesNotContain("exchange.", "java")
        .doesNotContainPattern("\\{[a-zA-Z]+}");
    if (code != null) {
      assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    }
  }

  /** What every list and single thing reads. */
  private Map<String, String> stored() {
    String token = world.member("operator").token();
    Map<String, String> stored = new LinkedHashMap<>();
    for (Operation operation : world.contract().operations()) {
      boolean moves =
          Stream.of("matching-rounds/", "/journal/", "/reserves", "/credit")
              .anyMatch(operation.path()::contains);
      if (operation.method().equals("GET") && !operation.open() && !moves) {
        String path = things.path(operation);
        String all = operation.takes("limit") ? withQuery(path, "limit", "200") : path;
        stored.put(all, world.get(token, all).expect(200).text());
      }
    }
    return stored;
  }

  private void unchanged() {
    assertThat(stored()).isEqualTo(before);
  }
}

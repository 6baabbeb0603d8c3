package exchange.api.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Every way in which one value of a body can be wrong, derived from its schema. */
final class Mutations {
  /** Stands for a value that is not there at all. */
  private static final Object GONE = new Object();

  private static final String LONG = "x".repeat(1200);

  private final Contract contract;
  private final Map<String, Object> example;
  private final List<Mutation> found = new ArrayList<>();

  private Mutations(Contract contract, Map<String, Object> example) {
    this.contract = contract;
    this.example = example;
  }

  /**
   * A body with one mistake.
   *
   * @param field where it is, such as {@code rateCard.storage.amount}
   */
  record Mutation(String field, String mistake, String body) {}

  static List<Mutation> of(
      Contract contract, Map<String, Object> schema, Map<String, Object> example) {
    Mutations mutations = new Mutations(contract, example);
    mutations.object(schema, List.of());
    return mutations.found;
  }

  private void object(Map<String, Object> schema, List<Object> path) {
    List<Object> required = Contract.list(schema.get("required"));
    Contract.map(schema.get("properties"))
        .forEach(
            (name, property) -> {
              List<Object> at = new ArrayList<>(path);
              at.add(name);
              if (required.contains(name)) {
                wrong(at, "missing", GONE);
                wrong(at, "null", null);
              }
              value(contract.resolve(property), at);
            });
    List<Object> unknown = new ArrayList<>(path);
    unknown.add("unheardOf");
    wrong(unknown, "unknown", "x");
  }

  private void value(Map<String, Object> schema, List<Object> at) {
    wrong(at, "an object with a stranger", Map.of("unheardOf", 1));
    switch (String.valueOf(schema.get("type"))) {
      case "object" -> {
        wrong(at, "a text", "x");
        wrong(at, "a list", List.of());
        object(schema, at);
      }
      case "array" -> {
        wrong(at, "a text", "x");
        array(schema, at);
      }
      case "string" -> string(schema, at);
      case "boolean" -> {
        wrong(at, "a quoted boolean", "true");
        wrong(at, "a number", 1);
      }
      default -> number(schema, at);
    }
  }

  private void array(Map<String, Object> schema, List<Object> at) {
    wrong(at, "a null inside", Collections.singletonList(null));
    if (schema.get("minItems") != null) {
      wrong(at, "empty", List.of());
    }
    List<Object> first = new ArrayList<>(at);
    first.add(0);
    Object item = read(at) instanceof List<?> items && !items.isEmpty() ? items.get(0) : null;
    if (item != null) {
      wrong(at, "too many", Collections.nCopies((int) schema.get("maxItems") + 1, item));
      value(contract.resolve(schema.get("items")), first);
    }
  }

  private void string(Map<String, Object> schema, List<Object> at) {
    wrong(at, "a number", 5);
    wrong(at, "a boolean", true);
    wrong(at, "a list", List.of("x"));
    wrong(at, "a control character", "a\u0000b");
    wrong(at, "half a character", "\ud800");
    boolean free =
        schema.get("pattern") == null && schema.get("enum") == null && schema.get("format") == null;
    wrong(at, "empty", "");
    if (free) {
      wrong(at, "blank", " ");
    } else {
      wrong(at, "another text", "☃ yesterday");
    }
    wrong(at, "too long", LONG);
    if ("date".equals(schema.get("format"))) {
      wrong(at, "30 February", "2028-02-30");
      wrong(at, "year 0", "0000-01-01");
      wrong(at, "a far year", "+123456-01-01");
      wrong(at, "an instant", "2027-01-01T00:00:00Z");
    }
  }

  private void number(Map<String, Object> schema, List<Object> at) {
    wrong(at, "quoted", "1");
    wrong(at, "a boolean", true);
    wrong(at, "huge", new java.math.BigDecimal("1e400"));
    if ("integer".equals(schema.get("type"))) {
      wrong(at, "a fraction", 1.5);
      wrong(at, "twenty digits", new java.math.BigInteger("99999999999999999999"));
    }
    if (schema.get("minimum") instanceof Integer least) {
      wrong(at, "too small", least - 1);
      wrong(at, "negative", -1000);
    }
    if (schema.get("maximum") instanceof Integer most) {
      wrong(at, "too large", most + 1);
    }
  }

  private Object read(List<Object> path) {
    Object value = example;
    for (Object step : path) {
      value =
          step instanceof Integer i ? Contract.list(value).get(i) : Contract.map(value).get(step);
    }
    return value;
  }

  private void wrong(List<Object> path, String mistake, Object value) {
    Map<String, Object> body = World.copy(example);
    Object parent = body;
    for (Object step : path.subList(0, path.size() - 1)) {
      parent =
          step instanceof Integer i ? Contract.list(parent).get(i) : Contract.map(parent).get(step);
    }
    Object last = path.get(path.size() - 1);
    if (last instanceof Integer i) {
      Contract.list(parent).set(i, value);
    } else if (value == GONE) {
      Contract.map(parent).remove(last);
    } else {
      Contract.map(parent).put(String.valueOf(last), value);
    }
    found.add(new Mutation(name(path), mistake, World.JSON.writeValueAsString(body)));
  }

  private static String name(List<Object> path) {
    StringBuilder name = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer) {
        name.append('[').append(step).append(']');
      } else {
        name.append(name.isEmpty() ? "" : ".").append(step);
      }
    }
    return name.toString();
  }
}

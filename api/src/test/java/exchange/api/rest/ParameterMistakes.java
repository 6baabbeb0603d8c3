package exchange.api.rest;

import exchange.api.rest.Contract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Wrong values of one parameter, derived from its schema. */
final class ParameterMistakes {
  private ParameterMistakes() {}

  static List<String> of(Parameter parameter) {
    return switch (parameter.name()) {
      case "Idempotency-Key" -> List.of("", "two words", "k".repeat(201));
      case "If-Match" -> List.of("", "1", "\"2\"", "\"01\"", "W/\"1\"", "*", "\"one\"");
      case "cursor" -> List.of("MQ==", "x", "LTE", "MDE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5");
      default -> bySchema(parameter.schema());
    };
  }

  private static List<String> bySchema(Map<String, Object> schema) {
    List<String> mistakes = new ArrayList<>();
    if (schema.get("enum") != null || schema.get("pattern") != null) {
      mistakes.add("nope");
    }
    switch (String.valueOf(schema.get("format"))) {
      case "uuid" -> mistakes.addAll(List.of("not-a-uuid", "1"));
      case "date" -> mistakes.addAll(List.of("2027-02-30", "tomorrow"));
      default -> {}
    }
    if ("integer".equals(schema.get("type"))) {
      mistakes.addAll(List.of("one", "1.5", "99999999999999999999"));
      if (schema.get("minimum") instanceof Integer least) {
        mistakes.add(Integer.toString(least - 1));
      }
      if (schema.get("maximum") instanceof Integer most) {
        mistakes.add(Integer.toString(most + 1));
      }
    }
    return mistakes;
  }
}

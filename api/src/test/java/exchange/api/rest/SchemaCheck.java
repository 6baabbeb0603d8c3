package exchange.api.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an answer has that its schema does not allow, and what it lacks. */
final class SchemaCheck {
  private final Contract contract;
  private final List<String> found = new ArrayList<>();

  private SchemaCheck(Contract contract) {
    this.contract = contract;
  }

  static List<String> violations(Contract contract, Map<String, Object> schema, JsonNode answer) {
    SchemaCheck check = new SchemaCheck(contract);
    check.visit("$", schema, answer);
    return check.found;
  }

  private void visit(String at, Map<String, Object> stated, JsonNode value) {
    Map<String, Object> schema = contract.resolve(stated);
    String type = String.valueOf(schema.get("type"));
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> false;
        };
    if (!fits) {
      found.add(at + " is no " + type + ": " + value);
      return;
    }
    switch (type) {
      case "object" -> object(at, schema, value);
      case "array" -> {
        for (int i = 0; i < value.size(); i++) {
          visit(at + "[" + i + "]", Contract.map(schema.get("items")), value.get(i));
        }
      }
      case "string" -> string(at, schema, value.stringValue());
      default -> {}
    }
  }

  private void object(String at, Map<String, Object> schema, JsonNode value) {
    Map<String, Object> properties = Contract.map(schema.get("properties"));
    for (Object required : Contract.list(schema.get("required"))) {
      if (!value.has(String.valueOf(required))) {
        found.add(at + " lacks " + required);
      }
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      Object stated = properties.getOrDefault(each.getKey(), schema.get("additionalProperties"));
      if (stated == null) {
        found.add(at + " has " + each.getKey() + ", which is not stated");
      } else {
        visit(at + "." + each.getKey(), Contract.map(stated), each.getValue());
      }
    }
  }

  private void string(String at, Map<String, Object> schema, String value) {
    List<Object> values = Contract.list(schema.get("enum"));
    boolean fits = values.isEmpty() || values.contains(value);
    if (schema.get("pattern") instanceof String pattern) {
      fits &= value.matches(pattern);
    }
    fits &=
        switch (String.valueOf(schema.get("format"))) {
          case "date" -> value.matches("\\d{4}-\\d\\d-\\d\\d");
          case "date-time" -> value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
          case "uuid" -> value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
          default -> true;
        };
    if (!fits) {
      found.add(at + " does not fit its schema: " + value);
    }
  }
}

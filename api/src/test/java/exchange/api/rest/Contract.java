package exchange.api.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** {@code openapi.yaml} as the tests read it, so that what is added there is tested by itself. */
public final class Contract {
  private static final Pattern ROLE = Pattern.compile("\\((operator|owner|exporter)\\)");

  /** Who of the two that have a dispute does it; it is the exporter's. Or who is blacklisted. */
  private static final Pattern PARTY =
      Pattern.compile("\\((party|opener|respondent|blacklisted)\\b");

  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  private final Map<String, Object> document;
  private final List<Operation> operations;

  private Contract(Map<String, Object> document) {
    this.document = document;
    this.operations = readOperations();
  }

  public static Contract read() {
    Path file = Path.of(System.getProperty("basedir", "."), "..", "openapi.yaml");
    try {
      return new Contract(new Yaml().load(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A parameter in path, query or header. */
  public record Parameter(String name, String in, boolean required, Map<String, Object> schema) {}

  /**
   * One operation.
   *
   * @param role what the caller's organization must be, if that is stated
   * @param caller somebody who may call it
   * @param body schema and example of the JSON body, if it takes one
   * @param success the one status that is no refusal
   * @param answer schema of the JSON answer, if it is one
   */
  public record Operation(
      String id,
      String method,
      String path,
      boolean open,
      Optional<String> role,
      String caller,
      List<Parameter> parameters,
      Optional<Body> body,
      int success,
      Optional<Map<String, Object>> answer) {

    public boolean takes(String parameter) {
      return parameters.stream().anyMatch(each -> each.name().equals(parameter));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A JSON body. */
  public record Body(Map<String, Object> schema, Object example) {}

  /** Every operation under {@code /v1}. */
  public List<Operation> operations() {
    return operations;
  }

  private List<Operation> readOperations() {
    List<Operation> operations = new ArrayList<>();
    map(document.get("paths"))
        .forEach(
            (path, item) ->
                METHODS.stream()
                    .filter(method -> path.startsWith("/v1") && map(item).containsKey(method))
                    .forEach(method -> operations.add(operation(path, map(item), method))));
    return List.copyOf(operations);
  }

  public Operation operation(String id) {
    return operations.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private Operation operation(String path, Map<String, Object> item, String method) {
    Map<String, Object> operation = map(item.get(method));
    List<Object> parameters = new ArrayList<>(list(item.get("parameters")));
    parameters.addAll(list(operation.get("parameters")));
    Matcher role = ROLE.matcher(String.valueOf(operation.get("summary")));
    Optional<String> stated = role.find() ? Optional.of(role.group(1)) : Optional.empty();
    Matcher party = PARTY.matcher(String.valueOf(operation.get("summary")));
    Map.Entry<String, Object> success =
        map(operation.get("responses")).entrySet().stream()
            .filter(each -> each.getKey().startsWith("2"))
            .findFirst()
            .orElseThrow();
    return new Operation(
        String.valueOf(operation.get("operationId")),
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        operation.containsKey("security") && list(operation.get("security")).isEmpty(),
        stated,
        stated.orElse(
            !party.find()
                ? "operator"
                : switch (party.group(1)) {
                  case "respondent" -> "owner";
                  case "blacklisted" -> "blacklisted";
                  default -> "exporter";
                }),
        parameters.stream().map(this::parameter).toList(),
        json(operation.get("requestBody"))
            .map(body -> new Body(resolve(body.get("schema")), body.get("example"))),
        Integer.parseInt(success.getKey()),
        json(resolve(success.getValue())).map(answer -> resolve(answer.get("schema"))));
  }

  /** The example of a body that is XML. */
  public Optional<String> xml(String method, String path) {
    Map<String, Object> item = map(map(document.get("paths")).get(path));
    Map<String, Object> operation = map(item.get(method.toLowerCase(java.util.Locale.ROOT)));
    Map<String, Object> body = map(operation.get("requestBody"));
    return Optional.ofNullable(map(body.get("content")).get("application/xml"))
        .map(content -> String.valueOf(map(content).get("example")));
  }

  public String xml(Operation operation) {
    return xml(operation.method(), operation.path()).orElseThrow();
  }

  private Parameter parameter(Object stated) {
    Map<String, Object> parameter = resolve(stated);
    return new Parameter(
        String.valueOf(parameter.get("name")),
        String.valueOf(parameter.get("in")),
        Boolean.TRUE.equals(parameter.get("required")),
        resolve(parameter.get("schema")));
  }

  private static Optional<Map<String, Object>> json(Object message) {
    return Optional.ofNullable(message)
        .map(stated -> map(map(stated).get("content")).get("application/json"))
        .map(Contract::map);
  }

  /** The values of a schema that is an enumeration. */
  public List<String> values(String schema) {
    return list(map(map(map(document.get("components")).get("schemas")).get(schema)).get("enum"))
        .stream()
        .map(String::valueOf)
        .toList();
  }

  /** What a refusal's response says of itself. */
  public String description(String response) {
    Map<String, Object> responses = map(map(document.get("components")).get("responses"));
    return String.valueOf(map(responses.get(response)).get("description"));
  }

  /** A schema or parameter with its reference followed and the parts of an allOf as one. */
  public Map<String, Object> resolve(Object stated) {
    Map<String, Object> schema = map(stated);
    if (schema.get("$ref") instanceof String reference) {
      Object target = document;
      for (String step : reference.substring(2).split("/", -1)) {
        target = map(target).get(step);
      }
      return resolve(target);
    }
    if (schema.containsKey("allOf")) {
      Map<String, Object> whole = new LinkedHashMap<>();
      list(schema.get("allOf")).forEach(part -> whole.putAll(resolve(part)));
      return whole;
    }
    return schema;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return value == null ? List.of() : (List<Object>) value;
  }
}

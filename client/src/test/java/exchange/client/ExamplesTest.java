package exchange.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The client reads and writes every example of the contract without losing anything. */
class ExamplesTest {
  private static final ObjectMapper MAPPER =
      ApiClient.createDefaultObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** YAML without its guesses at dates, which JSON does not have. */
  private static final class WithoutDates extends Resolver {
    @Override
    public void addImplicitResolver(
        Tag tag, java.util.regex.Pattern pattern, String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, pattern, first, limit);
      }
    }
  }

  private record Example(String where, String schema, Object value) {}

  @TestFactory
  Stream<DynamicTest> everyExampleSurvivesTheClient() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(new org.yaml.snakeyaml.DumperOptions()),
            new org.yaml.snakeyaml.DumperOptions(),
            options,
            new WithoutDates());
    Map<String, Object> contract = yaml.load(Files.readString(Path.of("..", "openapi.yaml")));
    List<Example> examples = new ArrayList<>();
    collect("", contract, examples);
    assertThat(examples).hasSizeGreaterThan(40);
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example.where(), () -> check(example)));
  }

  /** A media type with a schema by name and an example, wherever it stands. */
  private static void collect(String where, Object node, List<Example> found) {
    if (node instanceof Map<?, ?> map) {
      if (map.containsKey("example")
          && map.get("schema") instanceof Map<?, ?> schema
          && schema.get("$ref") instanceof String ref) {
        found.add(new Example(where, ref.substring(ref.lastIndexOf('/') + 1), map.get("example")));
      }
      map.forEach((key, value) -> collect(where + "/" + key, value, found));
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(where, item, found));
    }
  }

  private static void check(Example example) throws Exception {
    JsonNode written = MAPPER.valueToTree(example.value());
    Class<?> model = Class.forName("exchange.client.model." + example.schema());
    Object read = MAPPER.treeToValue(written, model);
    assertThat(new TreeMap<>(flat("", MAPPER.valueToTree(read))))
        .containsAllEntriesOf(flat("", written));
  }

  private static Map<String, String> flat(String at, JsonNode node) {
    Map<String, String> leaves = new TreeMap<>();
    if (node.isValueNode()) {
      leaves.put(at, node.asText());
    }
    node.properties().forEach(f -> leaves.putAll(flat(at + "." + f.getKey(), f.getValue())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      leaves.putAll(flat(at + "[" + i + "]", node.get(i)));
    }
    return leaves;
  }
}

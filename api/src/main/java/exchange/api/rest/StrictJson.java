package exchange.api.rest;

import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads JSON as the contract states it and guesses nothing: no unknown or repeated keys, no nulls
 * in lists, no numbers in quotes, no fractions for counts, nothing after the end.
 */
final class StrictJson {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private StrictJson() {}

  static void configure(JsonMapper.Builder builder) {
    builder
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
        .addModule(
            new SimpleModule("exchange-strict-text")
                .addDeserializer(String.class, new Text<>(String.class, StrictJson::text))
                .addDeserializer(LocalDate.class, new Text<>(LocalDate.class, StrictJson::date))
                .addDeserializer(
                    OffsetDateTime.class, new Text<>(OffsetDateTime.class, StrictJson::instant))
                .addDeserializer(UUID.class, new Text<>(UUID.class, StrictJson::id)));
  }

  /** What is stored and shown as text has no control characters and is whole Unicode. */
  private static String text(String text) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (!whole || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no plain text");
    }
    return text;
  }

  private static LocalDate date(String text) {
    if (!DATE.matcher(text).matches() || text.startsWith("0000")) {
      throw new IllegalArgumentException("no date");
    }
    return LocalDate.parse(text);
  }

  private static OffsetDateTime instant(String text) {
    if (!text.contains("T") || !DATE.matcher(text.substring(0, text.indexOf('T'))).matches()) {
      throw new IllegalArgumentException("no instant");
    }
    return OffsetDateTime.parse(text);
  }

  private static UUID id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException("no UUID");
    }
    return UUID.fromString(text);
  }

  /** A value that is a JSON string and nothing else. */
  private static final class Text<T> extends StdScalarDeserializer<T> {
    private final transient Function<String, T> parse;

    Text(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (T) context.handleUnexpectedToken(handledType(), parser);
      }
      String text = parser.getString();
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        return (T) context.handleWeirdStringValue(handledType(), text, "not as the contract says");
      }
    }
  }
}

package exchange.api.rest;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** What stood in the way of reading a body: the field if there is one, or where it breaks off. */
final class UnreadableJson {
  private UnreadableJson() {}

  static Refusal refusal(JacksonException error) {
    String field = field(error);
    if (error instanceof UnrecognizedPropertyException unknown) {
      return Refusal.invalid(field, "is not known here; known are " + known(unknown)).refusal();
    }
    if (error instanceof InvalidNullException) {
      return Refusal.invalid(field, "must not be null").refusal();
    }
    Class<?> wanted = wanted(error);
    if (wanted != null && !field.isEmpty()) {
      return Refusal.invalid(field, Expected.of(wanted)).refusal();
    }
    String reason = wanted != null ? "it " + Expected.of(wanted) : reason(error);
    return Refusal.of(RefusalCode.MALFORMED_REQUEST, "reason", reason).refusal();
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static @Nullable Class<?> wanted(JacksonException error) {
    if (error instanceof MismatchedInputException mismatch) {
      return mismatch.getTargetType();
    }
    if (error instanceof ValueInstantiationException mismatch) {
      return mismatch.getType().getRawClass();
    }
    return error instanceof InputCoercionException mismatch ? mismatch.getTargetType() : null;
  }

  /** Only the parser's own words: they quote nothing but the request. */
  private static String reason(JacksonException error) {
    String message = String.valueOf(error.getOriginalMessage());
    String line = message.lines().findFirst().orElse("it is no JSON");
    return line
        + " at line "
        + error.getLocation().getLineNr()
        + ", column "
        + error.getLocation().getColumnNr();
  }

  /** Such as {@code markets[0].weight}; empty at the top. */
  private static String field(JacksonException error) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : error.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}

package exchange.api.rest;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value of a type looks like, in words. */
final class Expected {
  private Expected() {}

  static String of(@Nullable Class<?> type) {
    if (type == null) {
      return "is not understood";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "must be one of ", ""));
    }
    if (type == LocalDate.class) {
      return "must be a day of the calendar such as 2027-02-28";
    }
    if (type == UUID.class) {
      return "must be a UUID such as 1f2e3d4c-4444-3b5a-9876-0a1b2c3d0001";
    }
    if (type == String.class) {
      return "must be a text without control characters";
    }
    if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
      return "must be a whole number, not too large and without quotes";
    }
    if (Number.class.isAssignableFrom(type) || type == double.class) {
      return "must be a number without quotes";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "must be true or false";
    }
    return Collection.class.isAssignableFrom(type) ? "must be a list" : "must be an object";
  }
}

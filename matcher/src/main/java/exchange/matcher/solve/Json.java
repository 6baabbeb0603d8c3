package exchange.matcher.solve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of JSON as problems need: objects, arrays, whole numbers, and strings without escapes.
 */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Maps objects to maps, arrays to lists, and numbers to {@code Long}.
   *
   * @throws IllegalArgumentException saying where the text is not what is expected
   */
  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    if (json.peek() != 0) {
      throw json.unexpected("the end");
    }
    return value;
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> fields = new LinkedHashMap<>();
    take('{');
    while (peek() != '}') {
      if (!fields.isEmpty()) {
        take(',');
      }
      String name = string();
      take(':');
      if (fields.put(name, value()) != null) {
        throw unexpected("\"" + name + "\" only once");
      }
    }
    take('}');
    return fields;
  }

  private List<Object> array() {
    List<Object> values = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      if (!values.isEmpty()) {
        take(',');
      }
      values.add(value());
    }
    take(']');
    return values;
  }

  private String string() {
    take('"');
    int end = text.indexOf('"', at);
    if (end < 0 || text.substring(at, end).contains("\\")) {
      throw unexpected("a string without escapes");
    }
    String string = text.substring(at, end);
    at = end + 1;
    return string;
  }

  private Long number() {
    int from = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Long.valueOf(text.substring(from, at));
    } catch (NumberFormatException e) {
      at = from;
      throw unexpected("a whole number");
    }
  }

  /** The next character that is no white space, or 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw unexpected("'" + expected + "'");
    }
    at++;
  }

  private IllegalArgumentException unexpected(String expected) {
    return new IllegalArgumentException("character " + at + ": expected " + expected);
  }
}

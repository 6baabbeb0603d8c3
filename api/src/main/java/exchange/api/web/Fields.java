package exchange.api.web;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What came with a form or in an address, as typed, and read as what it should be. */
public record Fields(MultiValueMap<String, String> typed) {
  static final Fields NONE = new Fields(new LinkedMultiValueMap<>());

  /** As typed, or empty; what a form shows again after it was refused. */
  public String get(String name) {
    String value = typed.getFirst(name);
    return value == null ? "" : value.strip();
  }

  public String get(String name, Object otherwise) {
    return has(name) ? get(name) : String.valueOf(otherwise);
  }

  public boolean has(String name) {
    return !get(name).isEmpty();
  }

  Optional<String> optional(String name) {
    return Optional.of(get(name)).filter(value -> !value.isEmpty());
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> Refusal.invalid(name, "is required"));
  }

  int whole(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException none) {
      throw Refusal.invalid(name, "must be a whole number");
    }
  }

  /** In a list, as the stores count it. */
  long position(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException none) {
      throw Refusal.invalid(name, "must be a whole number");
    }
  }

  /** Of a field that stands there several times. */
  public List<String> all(String name) {
    return typed.getOrDefault(name, List.of()).stream().map(String::strip).toList();
  }

  BigDecimal decimal(String name) {
    try {
      return new BigDecimal(text(name));
    } catch (NumberFormatException none) {
      throw Refusal.invalid(name, "must be a number such as 12.5");
    }
  }

  /** An amount and the currency beside it. */
  Money money(String name) {
    CurrencyUnit currency = currency();
    try {
      return Money.of(currency, decimal(name));
    } catch (ArithmeticException decimals) {
      throw Refusal.invalid(name, "has more decimals than the currency");
    }
  }

  CurrencyUnit currency() {
    try {
      return CurrencyUnit.of(text("currency"));
    } catch (IllegalCurrencyException none) {
      throw Refusal.of(RefusalCode.CURRENCY_NOT_SUPPORTED, "currency", get("currency"));
    }
  }

  LocalDate date(String name) {
    try {
      return LocalDate.parse(text(name));
    } catch (DateTimeParseException none) {
      throw Refusal.invalid(name, "must be a date such as 2027-02-01");
    }
  }

  UUID id(String name) {
    try {
      return UUID.fromString(text(name));
    } catch (IllegalArgumentException none) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
  }

  /** What was said, else what most people would say. */
  <T> T or(String name, T otherwise, Supplier<T> read) {
    return has(name) ? read.get() : otherwise;
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException none) {
      throw Refusal.invalid(name, "must be one of those offered");
    }
  }
}

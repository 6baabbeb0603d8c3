package exchange.api.web;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a refusal says to a person: what happened, and what would help. */
@Component
final class Sentences {
  private final MessageSource messages;

  Sentences(MessageSource messages) {
    this.messages = messages;
  }

  String of(Refusal refusal, Locale locale) {
    String sentence = text(key(refusal.code()), locale);
    for (Map.Entry<String, String> fact : refusal.facts().entrySet()) {
      sentence = sentence.replace("{" + fact.getKey() + "}", named(fact, locale));
    }
    return sentence;
  }

  String text(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }

  static String key(RefusalCode code) {
    return "refusal." + code;
  }

  /** Fields have the names that their labels have, states the ones that tables show. */
  private String named(Map.Entry<String, String> fact, Locale locale) {
    String value = fact.getValue();
    String key = fact.getKey() + "." + value;
    return String.valueOf(messages.getMessage(key, null, value, locale));
  }
}

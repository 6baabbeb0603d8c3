package exchange.core.notice;

import exchange.core.values.Refusal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which events are mailed to which addresses of a member, and in which language.
 *
 * @param addresses whether anybody reads there is not found out
 * @param language {@code en} or {@code zh}
 */
public record NoticePreferences(List<String> addresses, Set<Topic> topics, String language) {
  public static final int MOST_ADDRESSES = 3;
  public static final List<String> LANGUAGES = List.of("en", "zh");

  private static final int LONGEST = 200;

  /** Of what is in use, and can stand in a file's name. */
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9_%+-]+(\\.[A-Za-z0-9_%+-]+)*@([A-Za-z0-9-]+\\.)+[A-Za-z]{2,63}");

  /** Of who has not said anything. */
  public static final NoticePreferences FIRST =
      new NoticePreferences(List.of(), Set.of(Topic.ANSWERS, Topic.TROUBLE), "en");

  /**
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED}
   */
  public NoticePreferences {
    addresses = addresses.stream().distinct().toList();
    topics = Set.copyOf(topics);
    if (addresses.size() > MOST_ADDRESSES) {
      throw Refusal.invalid("addresses", "must be " + MOST_ADDRESSES + " at most");
    }
    for (String address : addresses) {
      if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
        throw Refusal.invalid("addresses", "must be such as ops@lantern.example");
      }
    }
    if (!LANGUAGES.contains(language)) {
      throw Refusal.invalid("language", "must be one of " + LANGUAGES);
    }
  }
}

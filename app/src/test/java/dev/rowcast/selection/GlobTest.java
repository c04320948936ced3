package dev.rowcast.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class GlobTest {

    @Property
    void matchesAsTheRegularExpressionOfTheSameMeaning(@ForAll("globs") String glob, @ForAll("names") String name) {
        assertThat(Glob.matches(glob, name))
                .isEqualTo(expression(glob).matcher(name).matches());
    }

    @Property
    void meetWhereANameMatchesBoth(@ForAll("globs") String one, @ForAll("globs") String other) {
        boolean common = Glob.meet(one, other);

        assertThat(Glob.meet(other, one)).isEqualTo(common);
        assertThat(common)
                .isEqualTo(Names.upTo(one.length() + other.length())
                        .anyMatch(name -> Glob.matches(one, name) && Glob.matches(other, name)));
    }

    private static Pattern expression(String glob) {
        return Pattern.compile(glob.chars()
                .mapToObj(letter -> letter == '*' ? ".*" : letter == '?' ? "." : Character.toString(letter))
                .collect(Collectors.joining()));
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(6);
    }

    /** All names of two letters, the shorter first. */
    private static final class Names {
        static Stream<String> upTo(int length) {
            return IntStream.rangeClosed(0, length).boxed().flatMap(Names::of);
        }

        private static Stream<String> of(int length) {
            return IntStream.range(0, 1 << length).mapToObj(bits -> IntStream.range(0, length)
                    .mapToObj(bit -> (bits >> bit & 1) == 0 ? "a" : "b")
                    .collect(Collectors.joining()));
        }
    }
}

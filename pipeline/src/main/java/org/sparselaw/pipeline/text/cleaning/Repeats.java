package org.sparselaw.pipeline.text.cleaning;

import java.util.HashSet;
import java.util.Set;

/** What occurs again among the parts of a text. */
record Repeats(int parts, int repeated, long characters) {
    /** Of all parts but those of white space; of equal parts, all but the first are repeated. */
    static Repeats among(String[] parts) {
        Set<String> seen = new HashSet<>();
        int count = 0;
        int repeated = 0;
        long characters = 0;
        for (String part : parts) {
            String stripped = part.strip();
            if (!stripped.isEmpty()) {
                count++;
                if (!seen.add(stripped)) {
                    repeated++;
                    characters += stripped.length();
                }
            }
        }
        return new Repeats(count, repeated, characters);
    }

    boolean within(double mostParts, double mostCharacters, int textLength) {
        return repeated <= mostParts * parts && characters <= mostCharacters * textLength;
    }
}

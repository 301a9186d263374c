# Days of the week within a sentence: “I ask { days-workdays } at 21:30.”

days-every = every day
days-workdays = Monday to Friday
days-one = every { $day }
days-but-one = every day but { $day }
days-some = on { $days } and { $last }

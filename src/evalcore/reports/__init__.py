"""Scorecards on paper and on the screen.

`sections` says what a report holds, once; one module a format says how it looks. Both read only the JSON model of a
scorecard (`results.ScorecardRecord`), so that rows of a batch and other programs' scorecards can be printed too.
`outline` shows a standard itself.
"""

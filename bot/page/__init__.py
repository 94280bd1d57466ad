"""The page of Internal Communications: the queue, a case and figures, to be read and no more.

A tab in Teams, and in local mode a page in a browser on this machine. It shows what a member may
see by the cards and the threads; it changes nothing, so that there is nothing to forge.
"""
